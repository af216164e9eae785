import { createQuery } from '@tanstack/svelte-query'
import { getContext, setContext } from 'svelte'
import type { Portal } from '../call/api.ts'
import { livePortal } from '../call/questions.ts'
import { session } from '../session/session.svelte.ts'

const refreshMilliseconds = 30_000
const contextKey = 'practice'

/** The live portal, reduced to what this reader may know. Asked again now and then, for a version may be published. */
export class Practice {
  readonly #answer = createQuery(() => ({
    ...livePortal(session.signedIn !== null),
    enabled: session.who !== undefined,
    refetchInterval: refreshMilliseconds,
    staleTime: 5_000,
  }))

  readonly portal = $derived<Portal | undefined>(this.#answer.data?.portal)
  readonly failure = $derived(this.portal === undefined ? this.#answer.error : null)

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
