import { freeId } from '@portico/engine/portal/free-id'
import type { Portal, Rehearsal } from '@portico/engine/portal/portal'
import { labelOf, type Text } from '@portico/engine/portal/text'
import { fromWalk } from '@portico/engine/rehearsal/from-walk'
import { rehearse, type RehearsalResult } from '@portico/engine/rehearsal/rehearse'
import { refusalOf, type Answer, type Calls } from '#lib/calls.ts'
import type { Draft } from '#lib/draft/draft.svelte.ts'
import { sentenceOf } from '#lib/refusal-sentence.ts'
import { walkWords as said } from './walk-words.ts'

export type WalkPage = Answer<Calls['walk']['load']['query']>
export type Look = NonNullable<WalkPage['look']>
export type WalkPerson = Look['people'][number]
export type WalkRequest = Look['requests'][number]
type Carried = Answer<Calls['walk']['carry']['mutate']>

/** A label nobody has yet: two rehearsals of one name could not be told apart. */
const labelFor = (portal: Portal, { workflow, steps, start }: Rehearsal): Text => {
  const declared = portal.workflows[workflow]
  const end = steps.findLast((step) => step.expect?.state !== undefined)?.expect?.state ?? start.expect?.state
  const names = (language: 'en' | 'es') =>
    [
      labelOf(workflow, declared, language),
      labelOf(end ?? '', declared?.states[end ?? ''], language),
    ] as const
  const label = { en: said.label(...names('en')), es: said.labelEs(...names('es')) }
  const taken = Object.values(portal.rehearsals ?? {}).map((one) => one.label?.en)
  for (let number = 1; ; number += 1) {
    const one =
      number === 1 ? label : { en: said.another(label.en, number), es: said.another(label.es, number) }
    if (!taken.includes(one.en)) return one
  }
}

/** What somebody does with a rehearsal environment, one thing at a time. */
export class Walk {
  isBusy = $state(false)
  no: string | null = $state(null)
  /** Whether one that was begun elsewhere goes on instead of the one that was asked for. */
  isOther = $state(false)
  /** Why the draft cannot be carried into the walk that is under way. */
  problems: Carried['problems'] = $state.raw([])
  /** Whom the frame on this page shows the portal to. */
  inFrame: { readonly person: WalkPerson; readonly src: string } | null = $state.raw(null)
  width: 'phone' | 'desk' = $state('phone')
  /** What became of the request saved last. */
  result: { readonly request: string; readonly of: RehearsalResult } | null = $state.raw(null)

  #calls: Calls
  #draft: Draft
  #changed: () => unknown

  constructor(calls: Calls, draft: Draft, changed: () => unknown) {
    this.#calls = calls
    this.#draft = draft
    this.#changed = changed
  }

  async #do<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.isBusy) return null
    this.isBusy = true
    this.no = null
    this.isOther = false
    try {
      return await work()
    } catch (fault) {
      this.no = sentenceOf(refusalOf(fault))
      return null
    } finally {
      this.isBusy = false
      await this.#changed()
    }
  }

  /** `over` is the run that is seen under way: another one, begun elsewhere, is not thrown away unseen. */
  async start(isFresh: boolean, over: string | null): Promise<void> {
    this.inFrame = null
    this.problems = []
    const { revision } = this.#draft
    const started = await this.#do(() => this.#calls.walk.start.mutate({ revision, isFresh, over }))
    this.isOther = started?.isBegun === false
  }

  stop(): Promise<unknown> {
    this.inFrame = null
    return this.#do(() => this.#calls.walk.stop.mutate())
  }

  async carry(): Promise<void> {
    const carried = await this.#do(() => this.#calls.walk.carry.mutate({ revision: this.#draft.revision }))
    if (carried) this.problems = carried.problems
  }

  async #wayIn({ account }: WalkPerson): Promise<string | null> {
    const entered = await this.#do(() => this.#calls.walk.enter.mutate({ account }))
    // Behind the `#`, so that no server and no log sees it.
    return entered && `${entered.url}/enter#${entered.ticket}`
  }

  async enterHere(person: WalkPerson): Promise<void> {
    const src = await this.#wayIn(person)
    if (src !== null) this.inFrame = { person, src }
  }

  /** The tab is opened at once: a browser stops what it did not see somebody press for. */
  async enterTab(person: WalkPerson): Promise<void> {
    const tab = window.open('about:blank', '_blank')
    if (tab) tab.opener = null
    const src = await this.#wayIn(person)
    if (src === null) tab?.close()
    else tab?.location.replace(src)
  }

  /** A page learns the new time as it is loaded: the frame begins again at the start page. */
  async jump(to: string): Promise<void> {
    const jumped = await this.#do(() => this.#calls.walk.jump.mutate({ to }))
    if (!jumped || !this.inFrame) return
    const { person, src } = this.inFrame
    this.inFrame = { person, src: new URL(`/?at=${Date.parse(jumped.now)}`, src).href }
  }

  async save({ id }: WalkRequest): Promise<void> {
    const walked = await this.#do(() => this.#calls.walk.request.query({ request: id }))
    const { portal } = this.#draft
    const script = walked && portal && fromWalk(portal, walked)
    if (!script) {
      if (walked) this.no = said.notSaveable
      return
    }
    const rehearsals = portal.rehearsals ?? {}
    const label = labelFor(portal, script)
    const rehearsal = freeId('rehearsal', label.en, rehearsals)
    const as = { label, ...script }
    if (!this.#draft.apply({ kind: 'add-rehearsal', rehearsal, as })) this.no = this.#draft.refused
    else this.result = { request: id, of: rehearse(portal, rehearsal, as) }
  }
}
