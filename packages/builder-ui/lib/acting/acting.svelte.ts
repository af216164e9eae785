import { refusalOf, type Answer, type Calls } from '#lib/calls.ts'
import { sentenceOf } from '#lib/refusal-sentence.ts'

export type Standing = Answer<Calls['proxies']['standing']['query']>[number]
type Grant = Parameters<Calls['proxies']['grant']['mutate']>[0]
type End = Parameters<Calls['proxies']['end']['mutate']>[0]

/** One giving or ending, which may have to wait for a fresh sign-in; `done` is said when it is done. */
export type Deed = { readonly done: string } & (
  { readonly gives: Grant; readonly ends?: never } | { readonly ends: End; readonly gives?: never }
)

/** Who may act for whom, and what is being changed about it. */
export class Acting {
  state: 'loading' | 'ready' | 'failed' = $state('loading')
  standing: readonly Standing[] = $state.raw([])
  /** What waits for whoever sits here to prove it anew. */
  waiting: Deed | null = $state.raw(null)
  said = $state('')
  no: string | null = $state(null)
  /** How often something was given here: the form begins anew then, whichever way it came to be done. */
  given = $state(0)

  #calls: Calls

  constructor(calls: Calls) {
    this.#calls = calls
  }

  async load(): Promise<void> {
    try {
      this.standing = await this.#calls.proxies.standing.query()
      this.state = 'ready'
    } catch {
      if (this.state === 'loading') this.state = 'failed'
    }
  }

  async change(deed: Deed): Promise<void> {
    this.said = ''
    this.no = null
    this.waiting = null
    try {
      if (deed.gives) await this.#calls.proxies.grant.mutate(deed.gives)
      else await this.#calls.proxies.end.mutate(deed.ends)
      if (deed.gives) this.given += 1
      this.said = deed.done
    } catch (fault) {
      const refusal = refusalOf(fault)
      if (refusal?.code === 'fresh-sign-in-needed') this.waiting = deed
      else this.no = sentenceOf(refusal)
    }
    await this.load()
  }
}
