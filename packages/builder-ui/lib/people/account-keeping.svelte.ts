import { refusalOf, type Answer, type Calls } from '#lib/calls.ts'
import { sentenceOf } from '#lib/refusal-sentence.ts'
import { words } from '#lib/words.ts'

export type OpenInput = Parameters<Calls['people']['openAccount']['mutate']>[0]
export type AccountOf = NonNullable<Answer<Calls['people']['accountOf']['query']>>
type Opened = Answer<Calls['people']['openAccount']['mutate']>
type AccountId = Opened['account']
type Way = OpenInput['by']

/** What stands on the paper somebody is given: shown once, and kept nowhere. */
export type Paper = {
  readonly name: string
  readonly email: string
  readonly code: string
  readonly portalUrl: string
}

type Named = { readonly name: string; readonly email: string }

/** Opening and closing accounts: what was done, what waits for a fresh sign-in, and the code that was made. */
export class AccountKeeping {
  said = $state('')
  no: string | null = $state(null)
  paper: Paper | null = $state.raw(null)
  /** What waits for whoever sits here to prove it anew. */
  waiting: (() => Promise<string>) | null = $state.raw(null)
  /** Counts what was done, so that whoever shows an account asks for it anew. */
  done = $state(0)

  #calls: Calls
  #changed: () => Promise<void>

  constructor(calls: Calls, changed: () => Promise<void>) {
    this.#calls = calls
    this.#changed = changed
  }

  open(input: OpenInput, name: string): Promise<boolean> {
    return this.#do(async () =>
      this.#take(await this.#calls.people.openAccount.mutate(input), { name, email: input.email }),
    )
  }

  renew(account: AccountId, by: Way, named: Named): Promise<boolean> {
    return this.#do(async () =>
      this.#take(await this.#calls.people.renewInvitation.mutate({ account, by }), named),
    )
  }

  close(account: AccountId, name: string): Promise<boolean> {
    return this.#do(async () => {
      await this.#calls.people.closeAccount.mutate({ account })
      return words.accounts.closed(name)
    })
  }

  /** The same once more, after a fresh sign-in. */
  async again(): Promise<void> {
    const { waiting } = this
    if (waiting) await this.#do(waiting)
  }

  #take({ code, portalUrl }: Opened, { name, email }: Named): string {
    if (code === null) return words.accounts.sent(name)
    this.paper = { name, email, code, portalUrl }
    return words.accounts.opened(name)
  }

  async #do(work: () => Promise<string>): Promise<boolean> {
    this.said = ''
    this.no = null
    this.waiting = null
    this.paper = null
    try {
      this.said = await work()
      this.done += 1
      await this.#changed()
      return true
    } catch (fault) {
      const refusal = refusalOf(fault)
      if (refusal?.code === 'fresh-sign-in-needed') this.waiting = work
      else
        this.no = refusal?.code === 'account-exists' ? words.accounts.exists[refusal.of] : sentenceOf(refusal)
      return false
    }
  }
}
