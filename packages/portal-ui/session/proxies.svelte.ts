import { createQuery } from '@tanstack/svelte-query'
import { getContext, setContext } from 'svelte'
import { proxiesListed } from '../call/questions.ts'
import { session } from './session.svelte.ts'
import { standing } from './standing.ts'

const contextKey = 'proxies'

/** Whom somebody may act for, and who may act for her. Names come from the server, under the role's own permission. */
export class Proxies {
  readonly #answer = createQuery(() => ({
    ...proxiesListed(),
    enabled: session.signedIn !== null && !session.isStaff,
  }))

  readonly isPending = $derived(!session.isStaff && this.#answer.isPending)
  readonly error = $derived(this.#answer.error)
  readonly account = $derived(this.#answer.data?.account)
  readonly starts = $derived(this.#answer.data?.starts ?? [])
  readonly actsFor = $derived(this.#answer.data?.actsFor ?? [])
  readonly actForMe = $derived(this.#answer.data?.actForMe ?? [])
  /** The name of the patient this tab acts for, once it is known. */
  readonly patientName = $derived(this.nameOf(standing.patient))

  nameOf(patient: string | null): string | null {
    return this.actsFor.find((each) => each.patient === patient)?.name ?? null
  }

  async again(): Promise<void> {
    await this.#answer.refetch()
  }
}

export const provideProxies = (): Proxies => setContext(contextKey, new Proxies())
export const useProxies = (): Proxies => getContext<Proxies>(contextKey)
