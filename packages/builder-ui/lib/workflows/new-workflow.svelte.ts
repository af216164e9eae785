import { askableFields } from '@portico/engine/portal/askable'
import type { Edit } from '@portico/engine/portal/edit'
import { freeId } from '@portico/engine/portal/free-id'
import { identityPermission } from '@portico/engine/portal/identity-permission'
import type { Portal } from '@portico/engine/portal/portal'
import { roleLabel, tableLabel } from '#lib/draft/label.ts'
import { words } from '#lib/words.ts'
import { withinText, type Unit } from './due.ts'
import { madeParts } from './made-parts.ts'
import { madePermissions } from './made-permissions.ts'
import { madeWorkflow } from './made-workflow.ts'

export type Missing = keyof typeof words.workflows.wizard.missing
type Text = { en: string; es?: string }

/** Patients themselves; who acts for one sees health of somebody else, so nobody ticks that but the maker. */
const patients = (portal: Portal): readonly string[] =>
  Object.entries(portal.roles)
    .filter(([, { audience, proxy }]) => audience === 'patient' && !proxy)
    .map(([id]) => id)

/** A workflow somebody is about to make: what she answered, and the edits that follow from it. */
export class NewWorkflow {
  table = $state('')
  senders: readonly string[] = $state.raw([])
  asked: readonly string[] = $state.raw([])
  handlers: readonly string[] = $state.raw([])
  /** An existing queue, or empty for one of its own. */
  queue = $state('')
  mailbox = $state('')
  count = $state('1')
  unit: Unit = $state('business days')
  written: readonly string[] = $state.raw([])
  /** What of that the patient may read: nothing, until somebody says so. */
  shared: readonly string[] = $state.raw([])
  tells = $state(true)
  /** Whether declining asks why, for the patient to read. */
  says = $state(true)
  permits = $state(true)
  /** Whether who handles it reads who the patient is. */
  knows = $state(true)

  /** What follows from the table until somebody says otherwise. */
  choose(portal: Portal, table: string): void {
    this.table = table
    this.asked = this.askable(portal)
    this.written = []
    this.shared = []
    this.senders = this.isOwned(portal) ? patients(portal) : []
  }

  /** What changed in the draft meanwhile is left out of what was answered. */
  fit(portal: Portal): void {
    const askable = this.askable(portal)
    const isRole = (role: string): boolean => Object.hasOwn(portal.roles, role)
    this.asked = this.asked.filter((field) => askable.includes(field))
    this.write(this.written.filter((field) => askable.includes(field)))
    this.senders = this.senders.filter(isRole)
    this.handlers = this.handlers.filter(isRole)
    if (!Object.hasOwn(portal.queues, this.queue)) this.queue = ''
  }

  ask(fields: readonly string[]): void {
    this.asked = fields
    this.write(this.written.filter((field) => !fields.includes(field)))
  }

  write(fields: readonly string[]): void {
    this.written = fields
    this.shared = this.shared.filter((field) => fields.includes(field))
  }

  isOwned(portal: Portal): boolean {
    return portal.tables[this.table]?.patient !== undefined
  }

  /** The patients who read the answer: those who send it, or every patient when only the staff do. */
  readers(portal: Portal): readonly string[] {
    const sending = this.senders.filter((role) => portal.roles[role]?.audience === 'patient')
    return sending.length > 0 ? sending : patients(portal)
  }

  askable(portal: Portal): readonly string[] {
    return askableFields(portal, this.table)
  }

  missing(portal: Portal): Missing | null {
    if (!portal.tables[this.table]) return 'table'
    if (this.senders.length === 0) return 'senders'
    if (this.asked.length === 0) return 'asked'
    if (this.handlers.length === 0) return 'handlers'
    if (!this.isMailboxGood) return 'mailbox'
    return this.isCountGood ? null : 'within'
  }

  get isCountGood(): boolean {
    return /^[1-9]\d{0,3}$/.test(this.count.trim())
  }

  get within(): string {
    return withinText({ count: Number(this.count), unit: this.unit })
  }

  /** Who waits where, for the sentence that is read back. */
  told(portal: Portal, name: string) {
    const list = (roles: readonly string[]): string =>
      words.list(roles.map((role) => roleLabel(portal, role)))
    return {
      who: list(this.senders),
      table: name === '' ? tableLabel(portal, this.table) : name,
      queue: this.queue === '' ? name : (portal.queues[this.queue]?.label?.en ?? this.queue),
      handlers: list(this.handlers),
      within: this.within,
    }
  }

  /** Whether the queue has a mailbox that reads reminders. */
  reminds(portal: Portal): boolean {
    return this.queue === '' ? this.mailbox.trim() !== '' : portal.queues[this.queue]?.mailbox !== undefined
  }

  get isMailboxGood(): boolean {
    const mailbox = this.mailbox.trim()
    return this.queue !== '' || mailbox === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mailbox)
  }

  /** Everything at once, so that one step of undo takes all of it back. */
  edits(portal: Portal, label: Text): { readonly workflow: string; readonly edits: readonly Edit[] } {
    const made = {
      why: this.#why(portal),
      workflow: freeId('workflow', label.en, portal.workflows),
      form: freeId('form', label.en, portal.forms),
      queue: this.queue === '' ? freeId('queue', label.en, portal.queues) : this.queue,
      waiting: freeId('notice', `${label.en} waiting`, portal.notices),
      news: freeId('notice', `${label.en} news`, portal.notices),
    }
    return {
      workflow: made.workflow,
      edits: [
        ...madeParts(this, portal, this.reminds(portal), made, label),
        ...(this.permits ? madePermissions(this, portal, this.readers(portal), made.why) : []),
        ...(this.permits && this.knows ? this.#identity(portal) : []),
        madeWorkflow(this, this.reminds(portal), made, label),
      ],
    }
  }

  /** The field that says why it was declined: only where there is a patient to read it. */
  #why(portal: Portal): string | null {
    const fields = portal.tables[this.table]?.fields
    return fields && this.says && this.isOwned(portal)
      ? freeId('field', words.workflows.made.why.en, fields, '_')
      : null
  }

  /** What tells the patient from another, for those who handle it and may not read it yet. */
  #identity(portal: Portal): readonly Edit[] {
    return this.handlers.flatMap((role) => identityPermission(portal, role, this.table) ?? [])
  }

  /** The fields that would be read by who handles it; none where they may read them already. */
  unknown(portal: Portal): readonly string[] {
    const fields = this.#identity(portal).flatMap((edit) =>
      edit.kind === 'add-permission' ? edit.permission.fields : [],
    )
    return fields.filter((field, at) => fields.indexOf(field) === at)
  }
}
