import { refusalOf, type Answer, type Calls } from '#lib/calls.ts'
import { sentenceOf } from '#lib/refusal-sentence.ts'

export type Account = Answer<Calls['people']['list']['query']>[number]
/** One giving or taking back of a role, which may have to wait for a fresh sign-in. */
export type RoleChange = {
  readonly account: Account['account']
  readonly role: string
  readonly holds: boolean
  /** What is said when it is done. */
  readonly done: string
}

/** The accounts of the staff and what is being changed about their roles. */
export class People {
  state: 'loading' | 'ready' | 'failed' = $state('loading')
  accounts: readonly Account[] = $state.raw([])
  /** What waits for whoever sits here to prove it anew. */
  waiting: RoleChange | null = $state.raw(null)
  said = $state('')
  no: string | null = $state(null)

  #calls: Calls

  constructor(calls: Calls) {
    this.#calls = calls
  }

  async load(): Promise<void> {
    try {
      this.accounts = await this.#calls.people.list.query()
      this.state = 'ready'
    } catch {
      if (this.state === 'loading') this.state = 'failed'
    }
  }

  async change(change: RoleChange): Promise<void> {
    const { account, role, holds, done } = change
    this.said = ''
    this.no = null
    this.waiting = null
    try {
      if (holds) await this.#calls.people.grantRole.mutate({ account, role })
      else await this.#calls.people.revokeRole.mutate({ account, role })
      this.said = done
    } catch (fault) {
      const refusal = refusalOf(fault)
      if (refusal?.code === 'fresh-sign-in-needed') this.waiting = change
      else this.no = sentenceOf(refusal)
    }
    await this.load()
  }
}
