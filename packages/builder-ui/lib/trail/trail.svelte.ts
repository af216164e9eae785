import type { AccountId, RecordId } from '@portico/engine/brand'
import type { Entry } from '@portico/engine/trail/entry'

export type Person<Id> = { readonly id: Id; readonly name: string }
export const daysOffered = [1, 7, 30, 90, 365, 2200] as const
export type Verb = Entry['verb']

/** What is asked of the trail. Any change of the question begins at its first page again. */
export class TrailQuestion {
  #patient: Person<RecordId> | null = $state.raw(null)
  #account: Person<AccountId> | null = $state.raw(null)
  #days = $state(90)
  #verb: Verb | '' = $state('')
  /** Where each page after the first begins. */
  #cursors: readonly string[] = $state.raw([])

  readonly page = $derived(this.#cursors.length + 1)
  readonly asked = $derived({
    days: this.#days,
    ...(this.#patient ? { patient: this.#patient.id } : {}),
    ...(this.#account ? { account: this.#account.id } : {}),
  })
  readonly input = $derived({
    ...this.asked,
    ...(this.#verb ? { verb: this.#verb } : {}),
    ...(this.#cursors.length > 0 ? { after: this.#cursors.at(-1) } : {}),
  })

  get patient(): Person<RecordId> | null {
    return this.#patient
  }
  set patient(patient: Person<RecordId> | null) {
    this.#patient = patient
    this.#cursors = []
  }

  get account(): Person<AccountId> | null {
    return this.#account
  }
  set account(account: Person<AccountId> | null) {
    this.#account = account
    this.#cursors = []
  }

  get days(): number {
    return this.#days
  }
  set days(days: number) {
    this.#days = days
    this.#cursors = []
  }

  get verb(): Verb | '' {
    return this.#verb
  }
  set verb(verb: Verb | '') {
    this.#verb = verb
    this.#cursors = []
  }

  older(cursor: string): void {
    this.#cursors = [...this.#cursors, cursor]
  }

  newer(): void {
    this.#cursors = this.#cursors.slice(0, -1)
  }
}
