import type { FieldValue } from '../access/condition.ts'
import type { RecordId } from '../brand.ts'
import type { Audience } from '../portal/portal.ts'

/** A small practice to look at through somebody's eyes: records with all their values, and the people in it. */
export type World = {
  /** The instant, ISO. */
  readonly now: string
  readonly records: readonly WorldRecord[]
  readonly people: readonly WorldPerson[]
}

export type WorldRecord = {
  readonly id: RecordId
  readonly table: string
  readonly values: Readonly<Record<string, FieldValue>>
  readonly request: WorldRequest | null
}

export type WorldRequest = {
  readonly reference: string
  readonly workflow: string
  readonly state: string
  readonly queue: string | null
  readonly assignee: RecordId | null
  readonly due: string | null
  readonly created: string
  readonly version: number
  /** Only the patient's side can take it on. */
  readonly needsPatient?: true
}

/** Somebody who could sign in: who it is, with which roles, and for whom. */
export type WorldPerson = {
  readonly audience: Extract<Audience, 'patient' | 'staff'>
  readonly roles: readonly string[]
  /** Null for somebody who acts for a patient and is none. */
  readonly person: RecordId | null
  /** The patient stood for; null for staff. */
  readonly patient: RecordId | null
  readonly name: string
}
