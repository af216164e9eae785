import { z } from 'zod'
import { audienceAbility, fieldsOf, may } from '@portico/engine/access/ability'
import type { FieldValue } from '@portico/engine/access/condition'
import { isRecordId, type RecordId } from '@portico/engine/brand'
import { withComputed } from '@portico/engine/field/expression'
import type { Portal } from '@portico/engine/portal/portal'
import { referenceOf } from '@portico/engine/portal/reference'
import { needsPatient } from '@portico/engine/workflow/needs-patient'
import type { Row } from '../postgres/record-store.ts'
import type { Adapters } from './adapters.ts'
import { openCells, type Cells } from './cells.ts'

/** One record as its reader may know it: what came through, and for staff the names of what did not. */
export type RecordAnswer = {
  readonly id: RecordId
  readonly table: string
  readonly cells: Readonly<Record<string, FieldValue>>
  /** Fields withheld from this staff role. Always empty for patients: for them nothing may hint at what is withheld. */
  readonly hidden: readonly string[]
  /** Fields that held something nobody can open any more: the patient's keys were destroyed. Absent when there are none. */
  readonly destroyed?: readonly string[]
  readonly request: RequestAnswer | null
}

export type RequestAnswer = {
  readonly reference: string
  readonly state: string
  readonly queue: string | null
  readonly assignee: RecordId | null
  readonly due: string | null
  readonly created: string
  readonly version: number
  readonly pinned: number
  /** Present where only the patient's side can take it on: her browser is not told what others could do. */
  readonly needsPatient?: true
}

/** By the version whose steps a request goes by, whatever is live. */
type IsHers = (pinned: number | null | undefined, state: string) => boolean

const recordId = z.string().refine(isRecordId)
const rowSchema = z.object({
  id: recordId,
  _created_text: z.string(),
  _state: z.string().nullish(),
  _queue: z.string().nullish(),
  _assignee: recordId.nullish(),
  _due: z.string().nullish(),
  _version: z.number().nullish(),
  _pinned: z.number().nullish(),
})

const requestOf = (row: z.infer<typeof rowSchema>, isHers: IsHers): RequestAnswer | null =>
  typeof row._state !== 'string'
    ? null
    : {
        reference: referenceOf(row.id),
        state: row._state,
        queue: row._queue ?? null,
        assignee: row._assignee ?? null,
        due: row._due ?? null,
        created: new Date(row._created_text).toISOString(),
        version: row._version ?? 0,
        pinned: row._pinned ?? 0,
        ...(isHers(row._pinned, row._state) ? { needsPatient: true as const } : {}),
      }

export type ReaderAudience = 'patient' | 'staff'

/** Worked out once for a version, which is one value and never changes. */
const worked = new WeakMap<Portal, Map<string, readonly string[] | null>>()

const workedOut = (portal: Portal, audience: ReaderAudience, table: string): readonly string[] | null => {
  const ability = audienceAbility(portal, audience)
  if (!may(ability, 'read', table)) return null
  const readable = fieldsOf(ability, 'read', table)
  return Object.keys(portal.tables[table]?.fields ?? {}).filter((field) => readable.has(field))
}

/**
 * The fields some role of this audience could ever read: what a query may name at all. Null for a table of which none
 * could ever read a record.
 */
export const readableFields = (
  portal: Portal,
  audience: ReaderAudience,
  table: string,
): readonly string[] | null => {
  const ofPortal = worked.get(portal) ?? new Map<string, readonly string[] | null>()
  worked.set(portal, ofPortal)
  const key = `${audience} ${table}`
  const held = ofPortal.get(key)
  if (held !== undefined) return held
  const fields = workedOut(portal, audience, table)
  // Only what is declared is kept: anybody may ask for a table by any name.
  if (Object.hasOwn(portal.tables, table)) ofPortal.set(key, fields)
  return fields
}

const answerOf = (
  row: Row,
  cells: Cells,
  table: string,
  all: readonly string[],
  audience: ReaderAudience,
  isHers: IsHers,
): RecordAnswer => {
  const parsed = rowSchema.parse(row)
  // A blank cell is never sealed, so what is sealed and opens to nothing was destroyed.
  const destroyed = Object.keys(cells).filter((field) => cells[field] === null && Buffer.isBuffer(row[field]))
  return {
    id: parsed.id,
    table,
    cells,
    hidden: audience === 'patient' ? [] : all.filter((field) => !Object.hasOwn(cells, field)),
    ...(destroyed.length > 0 ? { destroyed } : {}),
    request: requestOf(parsed, isHers),
  }
}

const whoseTurn = async (rows: readonly Row[], table: string, live: Adapters['live']): Promise<IsHers> => {
  const portals = new Map<unknown, Portal>()
  for (const { _pinned: pinned } of rows)
    if (typeof pinned === 'number' && !portals.has(pinned))
      portals.set(pinned, (await live.numbered(pinned)).portal)
  return (pinned, state) => {
    const portal = portals.get(pinned)
    return portal !== undefined && needsPatient(portal, table, state)
  }
}

export const recordAnswers = async (
  rows: readonly Row[],
  {
    table,
    portal,
    audience,
    fields,
  }: {
    readonly table: string
    readonly portal: Portal
    readonly audience: ReaderAudience
    readonly fields: readonly string[]
  },
  { keyRing, live }: Pick<Adapters, 'keyRing' | 'live'>,
): Promise<readonly RecordAnswer[]> => {
  const opened = await openCells(rows, table, fields, keyRing)
  const declared = portal.tables[table]?.fields ?? {}
  const cells = opened.map((one) => withComputed(declared, one, portal))
  const all = Object.keys(declared)
  const isHers = await whoseTurn(rows, table, live)
  return rows.map((row, index) => answerOf(row, cells[index] ?? {}, table, all, audience, isHers))
}
