import { askableFields } from '@portico/engine/portal/askable'
import { isPrivate } from '@portico/engine/field/class'
import type { Portal } from '@portico/engine/portal/portal'
import type { Text } from '@portico/engine/portal/text'
import { NewNames } from '#lib/draft/new-names.svelte.ts'
import { words } from '#lib/words.ts'
import { distinct, fieldNamed, isOwned, patients, type Answers } from './made-answers.ts'
import { madeFrom, onGround, standIn, type Ground } from './made-ground.ts'
import { madeIdentity } from './made-permissions.ts'
import { NewHand } from './new-hand.svelte.ts'
import { NewQuestion } from './new-question.svelte.ts'
import { NewSpan } from './new-span.svelte.ts'
import type { KeptAnswers } from './wizard-kept.ts'

/** As many groups as a request is handed through after the first. */
export const furtherMax = 3

const labelled = (portal: Portal, table: string): Text => portal.tables[table]?.label ?? { en: table }

/** A workflow somebody is about to make: what she answered, and the edits that follow from it. */
export class NewWorkflow {
  /** What it is called, and the table with it where that is new. */
  readonly names = new NewNames()
  /** Whether it is about something that has no table yet. */
  about: 'new' | 'table' = $state('new')
  table = $state('')
  /** Whether a table that leads to no patient is to. */
  owns = $state(false)
  senders: readonly string[] = $state.raw([])
  /** Fields there are that the form asks. */
  asked: readonly string[] = $state.raw([])
  /** Fields to be made for what is asked. */
  questions: readonly NewQuestion[] = $state.raw([])
  /** Who has it, one group after the other; there is always a first. */
  hands: readonly NewHand[] = $state.raw([new NewHand()])
  whole = $state.raw(new NewSpan())
  /** What of that which is written down the patient may read: nothing, until somebody says so. */
  shared: readonly string[] = $state.raw([])
  tells = $state(true)
  /** Whether declining asks why, for the patient to read. */
  says = $state(true)
  permits = $state(true)
  /** Whether who handles it reads who the patient is. */
  knows = $state(true)

  static of({ en, es, hands, whole, questions, ...kept }: KeptAnswers): NewWorkflow {
    const made = new NewWorkflow()
    Object.assign(made, kept)
    Object.assign(made.names, { en, es })
    made.hands = hands.map((hand) => NewHand.of(hand))
    made.questions = questions.map((question) => NewQuestion.of(question))
    made.whole = new NewSpan(whole.count, whole.unit)
    return made
  }

  get kept(): KeptAnswers {
    const { about, table, owns, tells, says, permits, knows } = this
    return {
      ...{ about, table, owns, tells, says, permits, knows },
      ...{ en: this.names.en, es: this.names.es },
      ...{ senders: [...this.senders], asked: [...this.asked], shared: [...this.shared] },
      questions: this.questions.map((question) => question.kept),
      hands: this.hands.map((hand) => hand.kept),
      whole: this.whole.kept,
    }
  }

  get isChain(): boolean {
    return this.hands.length > 1
  }

  get answers(): Answers {
    const { table, senders, tells, says, permits, knows } = this
    const questions = this.questions.filter(({ missing }) => missing === null).map(({ id }) => id)
    const hands = this.hands.map(({ answer }) => answer)
    const written = distinct(hands.flatMap((hand) => hand.written))
    return {
      ...{ table, senders, hands, tells, says, permits, knows },
      asked: [...this.asked, ...questions],
      whole: this.whole.within,
      shared: this.shared.filter((field) => written.includes(field)),
    }
  }

  /** What any of them writes down. */
  get written(): readonly string[] {
    return distinct(this.answers.hands.flatMap(({ written }) => written))
  }

  /** Something that has no table yet. It gets one whose records are patients'. */
  chooseNew(portal: Portal): void {
    if (this.names.en === labelled(portal, this.table).en) Object.assign(this.names, { en: '', es: '' })
    this.about = 'new'
    this.table = standIn
    this.#begin([])
    if (this.questions.length === 0) this.questions = [this.newQuestion()]
    this.senders = patients(portal)
  }

  /** A table that is there, or none chosen yet; what follows from it until somebody says otherwise. */
  chooseTable(portal: Portal, table: string): void {
    this.about = 'table'
    this.table = table
    const declared = portal.tables[table]
    this.owns = Object.values(declared?.fields ?? {}).some((field) => isPrivate(field.class))
    this.questions = this.questions.filter(({ isEmpty }) => !isEmpty)
    if (declared) Object.assign(this.names, { es: '', ...labelled(portal, table) })
    this.#begin(this.askable(portal))
    this.senders = this.owns || isOwned(portal, table) ? patients(portal) : []
  }

  #begin(asked: readonly string[]): void {
    this.asked = asked
    this.shared = []
    for (const hand of this.hands) hand.written = []
  }

  /** What changed in the draft meanwhile is left out of what was answered. */
  fit(portal: Portal): void {
    const askable = this.askable(portal)
    this.asked = this.asked.filter((field) => askable.includes(field))
    this.senders = this.senders.filter((role) => Object.hasOwn(portal.roles, role))
    for (const hand of this.hands) hand.fit(portal, askable)
  }

  ask(fields: readonly string[]): void {
    this.asked = fields
    for (const hand of this.hands) hand.written = hand.written.filter((field) => !fields.includes(field))
  }

  handOn(): void {
    if (this.hands.length <= furtherMax) this.hands = [...this.hands, new NewHand()]
  }

  drop(hand: NewHand): void {
    this.hands = this.hands.filter((one) => one !== hand)
  }

  /** One more field to be made, with a name that no other has. */
  newQuestion(): NewQuestion {
    const taken = this.#parts.map(({ id }) => id)
    let count = 1
    while (taken.includes(`about_to_be_made_${count}`)) count += 1
    return new NewQuestion(`about_to_be_made_${count}`)
  }

  get #parts(): readonly NewQuestion[] {
    return [...this.questions, ...this.hands.flatMap(({ notes }) => notes)]
  }

  #ground(portal: Portal): Ground {
    const { table } = this
    const parts = this.#parts.filter(({ missing }) => missing === null)
    const [isNew, owns] = [this.about === 'new', this.about === 'table' && this.owns]
    return { table, isNew, owns, parts: parts.map((part) => part.part(portal, table)) }
  }

  /** The draft with what the answers speak of: on it stand the questions that follow. */
  ground(portal: Portal): Portal {
    return onGround(portal, this.#ground(portal), this.names.text)
  }

  isOwned(ground: Portal): boolean {
    return isOwned(ground, this.table)
  }

  /** The field that says why it was declined, where the table has it already. */
  reason(ground: Portal): string | null {
    return fieldNamed(ground, this.table, words.workflows.made.why)
  }

  /** What is there and may be asked or written down; the reason belongs to declining alone. */
  askable(ground: Portal): readonly string[] {
    const reason = this.isOwned(ground) && this.says ? this.reason(ground) : null
    const made = this.#parts.map(({ id }) => id)
    return askableFields(ground, this.table).filter((field) => field !== reason && !made.includes(field))
  }

  edits(portal: Portal): ReturnType<typeof madeFrom> {
    return madeFrom(portal, this.#ground(portal), this.answers, this.names.text)
  }

  /** The fields that would be read by who handles it; none where they may read them already. */
  unknown(ground: Portal): readonly string[] {
    const fields = madeIdentity(this.answers, ground).flatMap((edit) =>
      edit.kind === 'add-permission' ? edit.permission.fields : [],
    )
    return distinct(fields)
  }
}
