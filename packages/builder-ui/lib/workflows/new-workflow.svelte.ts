import { askableFields } from '@portico/engine/portal/askable'
import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import type { Text } from '@portico/engine/portal/text'
import { words } from '#lib/words.ts'
import { canJoin, distinct, fieldNamed, isOwned, patients, type Answers } from './made-answers.ts'
import { madeEdits } from './made-edits.ts'
import { madeIdentity } from './made-permissions.ts'
import { NewHand } from './new-hand.svelte.ts'
import { toldOf, type Told } from './wizard-told.ts'

export type Missing = keyof typeof words.workflows.wizard.missing

/** As many groups as a request is handed through after the first. */
export const furtherMax = 3

/** A workflow somebody is about to make: what she answered, and the edits that follow from it. */
export class NewWorkflow implements Answers {
  table = $state('')
  senders: readonly string[] = $state.raw([])
  asked: readonly string[] = $state.raw([])
  readonly first = new NewHand()
  /** Who has it after them, one group after the other. */
  further: readonly NewHand[] = $state.raw([])
  /** What of that which is written down the patient may read: nothing, until somebody says so. */
  shared: readonly string[] = $state.raw([])
  tells = $state(true)
  /** Whether declining asks why, for the patient to read. */
  says = $state(true)
  permits = $state(true)
  /** Whether who handles it reads who the patient is. */
  knows = $state(true)

  get hands(): readonly NewHand[] {
    return [this.first, ...this.further]
  }

  get isChain(): boolean {
    return this.further.length > 0
  }

  /** What any of them writes down. */
  get written(): readonly string[] {
    return distinct(this.hands.flatMap(({ written }) => written))
  }

  /** What follows from the table until somebody says otherwise. */
  choose(portal: Portal, table: string): void {
    this.table = table
    this.asked = this.askable(portal)
    for (const hand of this.hands) hand.written = []
    this.shared = []
    this.senders = this.isOwned(portal) ? patients(portal) : []
  }

  /** What changed in the draft meanwhile is left out of what was answered. */
  fit(portal: Portal): void {
    const askable = this.askable(portal)
    this.asked = this.asked.filter((field) => askable.includes(field))
    this.senders = this.senders.filter((role) => Object.hasOwn(portal.roles, role))
    for (const hand of this.hands) hand.fit(portal, askable)
    this.#share()
  }

  ask(fields: readonly string[]): void {
    this.asked = fields
    for (const hand of this.hands) hand.written = hand.written.filter((field) => !fields.includes(field))
    this.#share()
  }

  write(hand: NewHand, fields: readonly string[]): void {
    hand.written = fields
    this.#share()
  }

  handOn(): void {
    if (this.further.length < furtherMax) this.further = [...this.further, new NewHand()]
  }

  drop(hand: NewHand): void {
    this.further = this.further.filter((one) => one !== hand)
    if (!this.isChain) this.first.asksMore = false
    this.#share()
  }

  /** Only what is written down can be read. */
  #share(): void {
    this.shared = this.shared.filter((field) => this.written.includes(field))
  }

  isOwned(portal: Portal): boolean {
    return isOwned(portal, this.table)
  }

  /** The field that says why it was declined, where the table has it already. */
  reason(portal: Portal): string | null {
    return fieldNamed(portal, this.table, words.workflows.made.why)
  }

  /** What may be asked or written down; the reason belongs to declining alone. */
  askable(portal: Portal): readonly string[] {
    const reason = this.isOwned(portal) && this.says ? this.reason(portal) : null
    return askableFields(portal, this.table).filter((field) => field !== reason)
  }

  missing(portal: Portal): Missing | null {
    if (!portal.tables[this.table]) return 'table'
    if (this.senders.length === 0) return 'senders'
    if (this.asked.length === 0) return 'asked'
    if (this.first.handlers.length === 0) return 'handlers'
    if (this.further.some(({ handlers }) => handlers.length === 0)) return 'next'
    if (this.hands.some(({ queue, handlers }) => !canJoin(portal, queue, handlers))) return 'queue'
    if (this.hands.some(({ isMailboxGood }) => !isMailboxGood)) return 'mailbox'
    return this.hands.every(({ isCountGood }) => isCountGood) ? null : 'within'
  }

  /** Who waits where, for what is read back. */
  told(portal: Portal, name: string): Told {
    return toldOf(this, portal, name)
  }

  edits(portal: Portal, label: Text): { readonly workflow: string; readonly edits: readonly Edit[] } {
    return madeEdits(this, portal, label)
  }

  /** The fields that would be read by who handles it; none where they may read them already. */
  unknown(portal: Portal): readonly string[] {
    const fields = madeIdentity(this, portal).flatMap((edit) =>
      edit.kind === 'add-permission' ? edit.permission.fields : [],
    )
    return distinct(fields)
  }
}
