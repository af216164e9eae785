import { withComputed } from '@portico/engine/field/expression'
import { isEncrypted } from '@portico/engine/field/stored'
import type { Field, Portal } from '@portico/engine/portal/portal'
import { referenceOf } from '@portico/engine/portal/reference'
import type { World, WorldPerson, WorldRecord, WorldRequest } from '@portico/engine/test-as/world'
import { demoPeople, demoRecords, nowOf, type DemoPerson, type DemoRecord } from '../postgres/demo-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import type { Adapters } from './adapters.ts'
import { openCells, type Cells } from './cells.ts'

/** Enough to see how pages look; a demo has fewer. */
const recordsMax = 200

const bytesIn = (value: unknown): Buffer | null =>
  typeof value === 'string' && value.startsWith('\\x') ? Buffer.from(value.slice(2), 'hex') : null

/** A column as the views would have handed it over. */
const columnOf = (field: Field, value: unknown): unknown => {
  if (value === null || value === undefined) return null
  if (isEncrypted(field)) return bytesIn(value)
  return field.kind === 'date-time' && typeof value === 'string' ? new Date(value).toISOString() : value
}

const requestOf = (portal: Portal, table: string, record: DemoRecord): WorldRequest | null => {
  const workflow = Object.entries(portal.workflows).find(([, declared]) => declared.table === table)?.[0]
  if (workflow === undefined || typeof record._state !== 'string') return null
  return {
    reference: referenceOf(record.id),
    workflow,
    state: record._state,
    queue: record._queue ?? null,
    assignee: record._assignee ?? null,
    due: record._due ? new Date(record._due).toISOString() : null,
    created: new Date(record._created).toISOString(),
    version: record._version ?? 1,
  }
}

/** The values of invented records as they lie in their table, opened. */
export const openRecords = async (
  portal: Portal,
  table: string,
  found: readonly DemoRecord[],
  { keyRing }: Pick<Adapters, 'keyRing'>,
): Promise<readonly Cells[]> => {
  const declared = Object.entries(portal.tables[table]?.fields ?? {})
  const rows = found.map((record) => ({
    ...Object.fromEntries(declared.map(([id, field]) => [id, columnOf(field, record[id])])),
    id: record.id,
    _hidden: '0'.repeat(declared.length),
  }))
  return openCells(
    rows,
    table,
    declared.map(([id]) => id),
    keyRing,
  )
}

const recordsOf = async (
  transaction: Transaction,
  portal: Portal,
  table: string,
  adapters: Pick<Adapters, 'keyRing'>,
): Promise<readonly WorldRecord[]> => {
  const found = await demoRecords(transaction, table, recordsMax)
  const cells = await openRecords(portal, table, found, adapters)
  return found.map((record, index) => {
    const values = withComputed(portal.tables[table]?.fields ?? {}, cells[index] ?? {}, portal)
    return { id: record.id, table, values, request: requestOf(portal, table, record) }
  })
}

const personOf = (
  { macs }: Pick<Adapters, 'macs'>,
  { account, audience, person, patient, roles, name }: DemoPerson,
): WorldPerson => ({
  ...{ audience, person, patient, roles },
  name: name === null ? '' : macs.openText('account-name', account, name),
})

/** A demo's own invented people and what they asked for, for whoever builds; the database hands over no other's. */
export const demoWorld = async (
  transaction: Transaction,
  portal: Portal,
  adapters: Pick<Adapters, 'keyRing' | 'macs'>,
): Promise<World> => {
  const records: WorldRecord[] = []
  for (const table of Object.keys(portal.tables))
    records.push(...(await recordsOf(transaction, portal, table, adapters)))
  const people = (await demoPeople(transaction)).map((one) => personOf(adapters, one))
  return { now: await nowOf(transaction), records, people }
}
