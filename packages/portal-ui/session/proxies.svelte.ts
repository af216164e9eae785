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

  /** Whom somebody may begin this for: a patient's id, or null for herself. */
  whomFor(workflow: string): readonly (string | null)[] {
    return [
      ...(this.starts.includes(workflow) ? [null] : []),
      ...this.actsFor.filter(({ starts }) => starts.includes(workflow)).map(({ patient }) => patient),
    ]
  }

  /** Whether she has to be asked whom it is for: not where it can only be for whom she is here for already. */
  asksWhom(workflow: string): boolean {
    const whom = this.whomFor(workflow)
    return this.actsFor.length > 0 && !(whom.length === 1 && whom[0] === standing.patient)
  }

  async again(): Promise<void> {
    await this.#answer.refetch()
  }
}

export const provideProxies = (): Proxies => setContext(contextKey, new Proxies())
export const useProxies = (): Proxies => getContext<Proxies>(contextKey)
