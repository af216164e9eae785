import { isRecordId, type RecordId } from '../brand.ts'
import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'
import type { World, WorldRecord } from './world.ts'

/** What of one table somebody who tests is handed: the records, whose they are, and the fields that hold something. */
export type Shown = {
  readonly table: string
  readonly records: readonly RecordId[]
  readonly patients: readonly RecordId[]
  readonly fields: readonly string[]
}

type ById = ReadonlyMap<string, WorldRecord>

const patientOf = (portal: Portal, record: WorldRecord, byId: ById): RecordId | null => {
  const table = own(portal.tables, record.table)
  if (table?.people === 'patient') return record.id
  const [first, second] = table?.patient?.split('.') ?? []
  const to = own(record.values, first ?? '')
  const found = second === undefined ? to : own(byId.get(String(to))?.values ?? {}, second)
  return typeof found === 'string' && isRecordId(found) ? found : null
}

/** A world as entries of the trail name it, table by table: whoever tests holds all of it, whatever a role is shown. */
export const shownIn = (portal: Portal, { records }: World): readonly Shown[] => {
  const byId = new Map<string, WorldRecord>(records.map((record) => [record.id, record]))
  return Object.entries(portal.tables).flatMap(([table, { fields }]): readonly Shown[] => {
    const found = records.filter((record) => record.table === table)
    if (found.length === 0) return []
    const patients = found.flatMap((record) => patientOf(portal, record, byId) ?? [])
    const held = Object.keys(fields).filter((id) =>
      found.some(({ values }) => (own(values, id) ?? null) !== null),
    )
    return [{ table, records: found.map(({ id }) => id), patients: [...new Set(patients)], fields: held }]
  })
}
