import type { Actor } from '@portico/engine/access/actor'
import { isRecordId, type RecordId } from '@portico/engine/brand'
import { asTyped } from '@portico/engine/field/as-typed'
import { chosenIn } from '@portico/engine/field/many-choice'
import { fieldsToAdd, fieldsToChange, leftToOthers } from '@portico/engine/record/fields-to-write'
import { changeRecord, createRecord } from '@portico/engine/record/write-record'
import type { AnswerProblem, Refusal } from '@portico/engine/refusal'
import type { Typed } from '@portico/engine/workflow/answers'
import { nowMs } from '../call/now.ts'
import { api, type Portal } from '../call/api.ts'
import { client, noticeSignedOut } from '../call/client.ts'
import { refusalOf } from '../call/failure.ts'
import type { ShownRecord } from '../render/record.ts'
import { dateIn } from '../words/when.ts'
import { doubtsOf, type Doubt } from './doubts.ts'

/** What was just added: its page, which is made anew for it, says so. */
let added: string | null = null

/** One record of a kept table while somebody fills it in or changes it. */
export class Keeping {
  readonly table: string
  readonly fields: readonly string[]
  /** What she may change of anybody but herself. */
  readonly left: readonly string[]
  readonly #portal: Portal
  readonly #actor: Actor
  readonly #id: RecordId | null
  readonly #key = crypto.randomUUID()
  /** What the record said when it was last read, as it would be typed. */
  #before = $state.raw<Typed>({})
  /** What was sent to be added when no answer came: sent again, it adds no second record. */
  #sentFirst: Typed | null = null

  typed = $state<Record<string, string>>({})
  problems = $state.raw<readonly AnswerProblem[]>([])
  failure = $state.raw<unknown>(null)
  isSaving = $state(false)
  /** What she is asked about before it is saved as it is. */
  doubts = $state.raw<readonly Doubt[]>([])
  #doubted: string | null = null
  /** What became of the last press. */
  outcome = $state<'saved' | 'added' | 'no-change' | 'overtaken' | null>(null)

  constructor(portal: Portal, table: string, actor: Actor, record: ShownRecord | null) {
    this.table = table
    this.#portal = portal
    this.#actor = actor
    this.#id = record && isRecordId(record.id) ? record.id : null
    const writing = this.#asked({})
    const fields = this.#id === null ? fieldsToAdd(writing) : fieldsToChange(writing, this.#id)
    this.fields = fields.filter((field) => !record || field in record.cells)
    const granted = fieldsToChange(writing, null)
    const left = this.#id === null ? [] : leftToOthers(writing, this.#id)
    this.left = left.filter((field) => granted.includes(field))
    this.#before = this.#typedFrom(record)
    this.typed = { ...this.#before }
    if (this.#id !== null && this.#id === added) this.outcome = 'added'
    added = null
  }

  /** Nothing is chosen any more. */
  unchoose(field: string) {
    this.typed[field] = ''
  }

  problemOf(field: string): AnswerProblem | null {
    return this.problems.find((problem) => problem.field === field) ?? null
  }

  /** What the record still has of choices that are no longer offered. */
  retiredIn(field: string): readonly string[] {
    const retired = this.#portal.tables[this.table]?.fields[field]?.retired ?? []
    return retired.length === 0
      ? []
      : chosenIn(this.#before[field] ?? '').filter((id) => retired.includes(id))
  }

  /** The id of the record once it is kept; null when it was not. */
  async save(): Promise<string | null> {
    if (this.isSaving) return null
    this.failure = null
    this.outcome = null
    const answers = this.#toSend()
    if (this.#id !== null && Object.keys(answers).length === 0) {
      this.problems = []
      this.outcome = 'no-change'
      return null
    }
    if (!this.#judge(answers)) return null
    this.isSaving = true
    try {
      if (await this.#isDoubted(answers)) return null
      return this.#id === null ? await this.#add(answers) : await this.#change(this.#id, answers)
    } catch (error) {
      this.#failed(error)
      return null
    } finally {
      this.isSaving = false
    }
  }

  /** Asked about once: pressed again with the same, it is meant. */
  async #isDoubted(answers: Typed): Promise<boolean> {
    const said = JSON.stringify(this.typed)
    const isMeant = said === this.#doubted
    this.#doubted = said
    this.doubts = isMeant ? [] : await doubtsOf(this.#asked({}), this.#id, this.typed, Object.keys(answers))
    return this.doubts.length > 0
  }

  /** What was corrected since a first try whose answer got lost is a change of what that one added. */
  async #add(answers: Typed): Promise<string> {
    this.#sentFirst ??= answers
    const first = this.#sentFirst
    const { id } = await api.records.create.mutate({ table: this.table, answers: first, key: this.#key })
    const corrected = differing(answers, first)
    if (Object.keys(corrected).length > 0)
      await api.records.change.mutate({ table: this.table, id, answers: corrected })
    this.#saved(id)
    added = id
    return id
  }

  async #change(id: RecordId, answers: Typed): Promise<string | null> {
    const table = this.table
    if (this.#refresh(await api.records.open.query({ table, id }), Object.keys(answers))) {
      this.outcome = 'overtaken'
      return null
    }
    await api.records.change.mutate({ table, id, answers })
    this.#before = { ...this.#before, ...answers }
    this.#saved(id)
    return id
  }

  #saved(id: string) {
    void client.invalidateQueries({ queryKey: ['kept', this.table] })
    void client.invalidateQueries({ queryKey: ['patient', this.table, id] })
    void client.invalidateQueries({ queryKey: ['choices'] })
    this.outcome = 'saved'
  }

  /** Takes in what colleagues wrote meanwhile; answers whether it is something that is to be changed here too. */
  #refresh(record: ShownRecord, changing: readonly string[]): boolean {
    const now = this.#typedFrom(record)
    const changed = this.fields.filter((field) => now[field] !== this.#before[field])
    for (const field of changed) if (!changing.includes(field)) this.typed[field] = now[field] ?? ''
    this.#before = now
    return changed.some((field) => changing.includes(field) && now[field] !== this.typed[field]?.trim())
  }

  /** By the same engine that judges it on the server. */
  #judge(answers: Typed): boolean {
    const asked = this.#asked(answers)
    const result = this.#id === null ? createRecord(asked) : changeRecord({ ...asked, record: this.#id })
    this.#told(result.ok ? null : result.refusal)
    return result.ok || result.refusal.code !== 'answers-invalid'
  }

  #told(refusal: Refusal | null) {
    this.problems = refusal?.code === 'answers-invalid' ? refusal.answers : []
  }

  #failed(error: unknown) {
    noticeSignedOut(error)
    const refusal = refusalOf(error)
    // A refused call added nothing.
    if (refusal) this.#sentFirst = null
    this.#told(refusal)
    if (refusal?.code !== 'answers-invalid') this.failure = error
  }

  #typedFrom(record: ShownRecord | null): Typed {
    return Object.fromEntries(this.fields.map((field) => [field, asTyped(record?.cells[field] ?? null)]))
  }

  /** Only what is different: what a colleague changed meanwhile beside it stays. */
  #toSend(): Typed {
    return differing(this.typed, this.#before)
  }

  #asked(typed: Typed) {
    const today = dateIn(this.#portal.timezone, nowMs())
    return { portal: this.#portal, table: this.table, actor: this.#actor, typed, today }
  }
}

const differing = (typed: Typed, from: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([field, value]) => value.trim() !== (from[field] ?? '')))
