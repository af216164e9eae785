import type { FieldValue } from '@portico/engine/access/condition'
import { nameField } from '@portico/engine/portal/name-field'
import type { Portal, Workflow } from '@portico/engine/portal/portal'

/** What the renderer needs of a request: where it is, since when and until when. */
export type ShownRequest = {
  readonly reference: string
  readonly state: string
  readonly queue: string | null
  readonly assignee: string | null
  readonly due: string | null
  readonly created: string
  readonly version: number
  /** Only the patient's side can take it on. */
  readonly needsPatient?: true
}

/** A record as its reader may know it: what came through, and for staff the ids of what did not. */
export type ShownRecord = {
  readonly id: string
  readonly table: string
  readonly cells: Readonly<Record<string, FieldValue>>
  readonly hidden: readonly string[]
  /** What nobody can open any more. */
  readonly destroyed?: readonly string[]
  readonly request: ShownRequest | null
}

/** What a request's references are called, by record id. */
export type Names = Readonly<Record<string, string>>

export type NamedWorkflow = { readonly id: string; readonly workflow: Workflow }

/** The workflow whose requests a table holds. */
export const workflowOfTable = (portal: Portal, table: string): NamedWorkflow | undefined =>
  Object.entries(portal.workflows)
    .map(([id, workflow]) => ({ id, workflow }))
    .find(({ workflow }) => workflow.table === table)

export const nameOf = (portal: Portal, record: ShownRecord): string | undefined => {
  const name = record.cells[nameField(portal, record.table) ?? '']
  return typeof name === 'string' ? name : undefined
}

/** The patient a request belongs to, where its table says so in one step. */
export const patientOf = (portal: Portal, record: ShownRecord): string | undefined => {
  const patient = record.cells[portal.tables[record.table]?.patient ?? '']
  return typeof patient === 'string' ? patient : undefined
}
