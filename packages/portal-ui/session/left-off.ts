import { standing } from './standing.ts'

/**
 * Where somebody was when her session ended, so that she finds herself there again: an address, which holds ids only, and
 * for whom she was there. It stays in the tab, and leads nobody but the same account back.
 */
const byUnder = 'left-off-by'
const atUnder = 'left-off-at'

let wroteAt: string | null = null

export const leftOff = {
  /** What was written there could not be kept: that is where she left off, wherever she went meanwhile. */
  wrote(at: string) {
    wroteAt = at
  },

  /** Before anything of the session is forgotten. */
  remember(account: string) {
    const at = wroteAt ?? location.pathname
    if (at === '/') return
    sessionStorage.setItem(byUnder, account)
    sessionStorage.setItem(atUnder, at)
    standing.setAside()
  },

  /** The way back for whoever signs in next, told once. */
  take(account: string): string | null {
    const at = sessionStorage.getItem(byUnder) === account ? sessionStorage.getItem(atUnder) : null
    if (at !== null) standing.takeUp()
    this.forget()
    return at
  },

  forget() {
    sessionStorage.removeItem(byUnder)
    sessionStorage.removeItem(atUnder)
    standing.forgetAside()
  },
}
