import type { Actor } from '@portico/engine/access/actor'
import { asTyped } from '@portico/engine/field/as-typed'
import { chosenIn } from '@portico/engine/field/many-choice'
import { fieldsToWrite } from '@portico/engine/record/fields-to-write'
import { changeRecord, createRecord } from '@portico/engine/record/write-record'
import type { AnswerProblem, Refusal } from '@portico/engine/refusal'
import type { Result } from '@portico/engine/result'
import type { Typed, Values } from '@portico/engine/workflow/answers'
import { nowMs } from '../call/now.ts'
import { api, type Portal } from '../call/api.ts'
import { client, noticeSignedOut } from '../call/client.ts'
import { refusalOf } from '../call/failure.ts'
import type { ShownRecord } from '../render/record.ts'
import { dateIn } from '../words/when.ts'

/** One record of a kept table while somebody fills it in or changes it. */
export class Keeping {
  readonly table: string
  readonly fields: readonly string[]
  readonly #portal: Portal
  readonly #actor: Actor
  readonly #key = crypto.randomUUID()
  #record = $state.raw<ShownRecord | null>(null)

  typed = $state<Record<string, string>>({})
  problems = $state.raw<readonly AnswerProblem[]>([])
  failure = $state.raw<unknown>(null)
  isSaving = $state(false)
  /** What became of the last press. */
  outcome = $state<'saved' | 'no-change' | null>(null)

  constructor(portal: Portal, table: string, actor: Actor, record: ShownRecord | null) {
    this.table = table
    this.#portal = portal
    this.#actor = actor
    this.#record = record
    this.fields = fieldsToWrite(this.#asked({}), record ? 'update' : 'create').filter(
      (field) => !record || field in record.cells,
    )
    this.typed = Object.fromEntries(this.fields.map((field) => [field, this.#before(field)]))
  }

  problemOf(field: string): AnswerProblem | null {
    return this.problems.find((problem) => problem.field === field) ?? null
  }

  /** What the record still has of choices that are no longer offered. */
  retiredIn(field: string): readonly string[] {
    const retired = this.#portal.tables[this.table]?.fields[field]?.retired ?? []
    return retired.length === 0 ? [] : chosenIn(this.#before(field)).filter((id) => retired.includes(id))
  }

  /** The id of the record once it is kept; null when it was not. */
  async save(): Promise<string | null> {
    if (this.isSaving) return null
    this.failure = null
    this.outcome = null
    const answers = this.#toSend()
    if (this.#record && Object.keys(answers).length === 0) {
      this.problems = []
      this.outcome = 'no-change'
      return null
    }
    if (!this.#judge(answers)) return null
    this.isSaving = true
    try {
      return await this.#sent(answers)
    } catch (error) {
      this.#failed(error)
      return null
    } finally {
      this.isSaving = false
    }
  }

  async #sent(answers: Typed): Promise<string> {
    const record = this.#record
    const { id } = record
      ? await api.records.change.mutate({ table: this.table, id: record.id, answers })
      : await api.records.create.mutate({ table: this.table, answers, key: this.#key })
    if (record) this.#record = await api.records.open.query({ table: this.table, id })
    void client.invalidateQueries({ queryKey: ['kept', this.table] })
    void client.invalidateQueries({ queryKey: ['patient', this.table, id] })
    void client.invalidateQueries({ queryKey: ['choices'] })
    this.outcome = 'saved'
    return id
  }

  /** By the same engine that judges it on the server. */
  #judge(answers: Typed): boolean {
    const result: Result<Values> = (this.#record ? changeRecord : createRecord)(this.#asked(answers))
    this.#told(result.ok ? null : result.refusal)
    return result.ok || result.refusal.code !== 'answers-invalid'
  }

  #told(refusal: Refusal | null) {
    this.problems = refusal?.code === 'answers-invalid' ? refusal.answers : []
  }

  #failed(error: unknown) {
    noticeSignedOut(error)
    const refusal = refusalOf(error)
    this.#told(refusal)
    if (refusal?.code !== 'answers-invalid') this.failure = error
  }

  #before(field: string): string {
    return asTyped(this.#record?.cells[field] ?? null)
  }

  /** Only what is different: what a colleague changed meanwhile beside it stays. */
  #toSend(): Typed {
    return Object.fromEntries(
      Object.entries(this.typed).filter(([field, typed]) => typed.trim() !== this.#before(field)),
    )
  }

  #asked(typed: Typed) {
    const today = dateIn(this.#portal.timezone, nowMs())
    return { portal: this.#portal, table: this.table, actor: this.#actor, typed, today }
  }
}
