import { createQuery } from '@tanstack/svelte-query'
import { getContext, setContext } from 'svelte'
import type { Portal } from '../call/api.ts'
import { client } from '../call/client.ts'
import { livePortal } from '../call/questions.ts'
import { session } from '../session/session.svelte.ts'

// Who acts for somebody learns within a few seconds that she may not any more, in a tab she does not look at as well.
const refreshMilliseconds = { staff: 4_000, proxies: 2_500, others: 20_000 }
const contextKey = 'practice'

/** The live portal, reduced to what this reader may know. Asked again now and then, for a version may be published. */
export class Practice {
  readonly #answer = createQuery(() => ({
    ...livePortal(session.signedIn !== null),
    enabled: session.who !== undefined,
    refetchInterval: refreshMilliseconds[session.isProxy ? 'proxies' : session.isStaff ? 'staff' : 'others'],
    refetchIntervalInBackground: session.isProxy,
    staleTime: 2_000,
  }))

  readonly portal = $derived<Portal | undefined>(this.#answer.data?.portal)
  readonly logo = () => this.#answer.data?.logo
  readonly failure = $derived(this.portal === undefined ? this.#answer.error : null)

  readonly hash = $derived(this.#answer.data?.hash)

  constructor() {
    let before: string | undefined
    // A new version may have taken a permission away: what is on the screen is asked for again under it.
    $effect(() => {
      if (before !== undefined && this.hash !== before)
        void client.invalidateQueries({
          predicate: ({ queryKey }) => queryKey[0] !== 'portal' && queryKey[0] !== 'answers',
        })
      before = this.hash
    })
    // The server reduces the portal to the roles held now: one given or taken meanwhile shows there first.
    $effect(() => {
      const held = Object.keys(this.portal?.roles ?? {})
        .toSorted()
        .join(' ')
      if (session.signedIn && this.portal && held !== [...session.roles].toSorted().join(' '))
        void session.ask()
    })
  }

  again() {
    void this.#answer.refetch()
  }
}

export const providePractice = (): Practice => setContext(contextKey, new Practice())

/** For pages: they are shown only once the portal is there. */
export const usePortal = (): (() => Portal) => {
  const practice = getContext<Practice>(contextKey)
  return () => {
    if (practice.portal === undefined) throw new Error('A page was shown before its portal was loaded.')
    return practice.portal
  }
}
