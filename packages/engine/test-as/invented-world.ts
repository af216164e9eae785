import { Temporal } from 'temporal-polyfill'
import type { FieldValue } from '../access/condition.ts'
import { inventedItem } from '../field/invented-item.ts'
import { offeredIn } from '../field/offered.ts'
import { signatureText } from '../field/signature.ts'
import { withComputed } from '../field/expression.ts'
import { isRecordId, type RecordId } from '../brand.ts'
import { own } from '../portal/own.ts'
import type { Field, Portal, Workflow } from '../portal/portal.ts'
import { peopleTable } from '../portal/people-table.ts'
import { isWorkflowTable } from '../portal/workflow-table.ts'
import { labelOf } from '../portal/text.ts'
import { startState } from '../workflow/start-state.ts'
import type { World, WorldPerson, WorldRecord, WorldRequest } from './world.ts'

/** Everything there is twice: what belongs together on one side, so that it shows who sees past their own. */
const sides = [0, 1] as const
type Side = (typeof sides)[number]
const [near, far] = sides

const patientNames = ['Maya Example', 'Leo Example'] as const
const staffNames = ['Ines', 'Tom', 'Ruth', 'Omar', 'Lucy', 'Paul', 'Nina', 'Karl', 'Eva', 'Hugo'] as const
const sideNames = ['Example', 'Elsewhere'] as const

const idOf = (kind: number, number: number): RecordId => {
  const id = `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(number).padStart(12, '0')}`
  if (!isRecordId(id)) throw new Error('An invented id has the shape of an id.')
  return id
}

const tableNumber = (portal: Portal, table: string): number => Object.keys(portal.tables).indexOf(table) + 1
const roleNumber = (portal: Portal, role: string): number => Object.keys(portal.roles).indexOf(role) + 1

const recordOn = (portal: Portal, table: string, side: Side): RecordId =>
  idOf(tableNumber(portal, table), side + 1)
/** Two people for each role of the staff, one on each side. */
const staffOn = (portal: Portal, role: string, side: Side): RecordId =>
  idOf(900, roleNumber(portal, role) * 2 + side)

const staffName = (portal: Portal, role: string, side: Side): string =>
  `${staffNames[roleNumber(portal, role) % staffNames.length] ?? 'Kim'} ${sideNames[side]}`

const valueOn = (portal: Portal, id: string, field: Field, side: Side, now: string): FieldValue => {
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return `Invented: ${labelOf(id, field, 'en').toLowerCase()}`
    case 'number':
      return side + 3
    case 'money':
      return side * 10 + 12.5
    case 'date':
      return side === 0 ? '1984-05-17' : '1971-11-02'
    case 'date-time':
      return Temporal.Instant.from(now)
        .add({ hours: 48 + side })
        .toString({ fractionalSecondDigits: 3 })
    case 'time':
      return side === 0 ? '09:30' : '14:00'
    case 'choice':
      return offeredIn(field)[side] ?? offeredIn(field)[0] ?? null
    case 'many-choice':
      return (
        offeredIn(field)
          .slice(0, side + 1)
          .join(' ') || null
      )
    case 'yes-no':
      return side === 0
    case 'reference':
      return referenceOn(portal, field.to ?? '', side)
    case 'attachment':
      return idOf(999, 1)
    case 'address':
      return `${side + 1} Example Street\n\nSpringfield\nIL\n6270${side}`
    case 'list':
      return Array.from({ length: side + 1 }, () => inventedItem[field.of ?? 'text']).join('\n')
    case 'signature':
      return signatureText({ name: 'Maya Example', drawn: '', statement: field.statement?.en ?? '' })
    case 'computed':
      return null
    case 'phone':
      return `555-010${side}`
    case 'email':
      return `invented${side}@example.com`
  }
}

const staffRoles = (portal: Portal): readonly string[] =>
  Object.entries(portal.roles).flatMap(([id, { audience }]) => (audience === 'staff' ? [id] : []))

/** Whatever refers to the staff refers to somebody of the first role; to requests nothing refers. */
const referenceOn = (portal: Portal, table: string, side: Side): RecordId | null => {
  if (isWorkflowTable(portal, table) || own(portal.tables, table) === undefined) return null
  const [role] = staffRoles(portal)
  const isStaff = peopleTable(portal, 'staff')?.id === table
  if (isStaff) return role === undefined ? null : staffOn(portal, role, side)
  return recordOn(portal, table, side)
}

const valuesOn = (portal: Portal, table: string, side: Side, now: string, name?: string) => {
  const fields = own(portal.tables, table)?.fields ?? {}
  const values = Object.entries(fields).map(
    ([id, field]) => [id, valueOn(portal, id, field, side, now)] as const,
  )
  const named = 'name' in fields && name !== undefined ? { name } : {}
  return withComputed(fields, { ...Object.fromEntries(values), ...named }, portal)
}

const plainRecords = (portal: Portal, now: string): readonly WorldRecord[] =>
  Object.entries(portal.tables).flatMap(([table, declared]) =>
    isWorkflowTable(portal, table) || declared.people === 'staff'
      ? []
      : sides.map((side) => {
          const name =
            declared.people === 'patient'
              ? patientNames[side]
              : `${labelOf(table, declared, 'en')} ${side + 1}`
          const values = valuesOn(portal, table, side, now, name)
          return { id: recordOn(portal, table, side), table, values, request: null }
        }),
  )

const staffRecords = (portal: Portal, now: string): readonly WorldRecord[] => {
  const table = peopleTable(portal, 'staff')?.id
  if (table === undefined) return []
  return staffRoles(portal).flatMap((role) =>
    sides.map((side) => ({
      id: staffOn(portal, role, side),
      table,
      values: valuesOn(portal, table, side, now, staffName(portal, role, side)),
      request: null,
    })),
  )
}

const requestIn = (
  portal: Portal,
  id: string,
  workflow: Workflow,
  state: string,
  side: Side,
  number: number,
  now: string,
): WorldRequest => {
  const declared = own(workflow.states, state)
  const [role] = portal.queues[declared?.queue ?? '']?.roles ?? []
  const isNew = state === startState(workflow)
  const at = Temporal.Instant.from(now)
  return {
    reference: `TEST-${String(number).padStart(2, '0')}`,
    workflow: id,
    state,
    queue: declared?.queue ?? null,
    assignee: isNew || role === undefined || declared?.ends ? null : staffOn(portal, role, side),
    due: declared?.due ? at.add({ hours: 3 }).toString() : null,
    created: at.subtract({ hours: 20 }).toString(),
    version: isNew ? 1 : 2,
  }
}

/** One request at each stage for the patient of one side, and one more that begins on the other. */
const requests = (portal: Portal, now: string): readonly WorldRecord[] =>
  Object.entries(portal.workflows)
    .flatMap(([id, workflow]) => [
      ...Object.keys(workflow.states).map((state) => ({ id, workflow, state, side: near })),
      { id, workflow, state: startState(workflow), side: far },
    ])
    .map(({ id, workflow, state, side }, index) => ({
      id: idOf(800, index + 1),
      table: workflow.table,
      values: valuesOn(portal, workflow.table, side, now),
      request: requestIn(portal, id, workflow, state, side, index + 1, now),
    }))

const peopleOf = (portal: Portal): readonly WorldPerson[] => {
  const patients = peopleTable(portal, 'patient')?.id
  return Object.entries(portal.roles).flatMap(([role, { audience, proxy }]): readonly WorldPerson[] => {
    if (audience === 'staff')
      return sides.map((side) => ({
        ...{ audience, roles: [role], person: staffOn(portal, role, side), patient: null },
        name: staffName(portal, role, side),
      }))
    if (audience !== 'patient' || patients === undefined) return []
    if (proxy)
      return [
        {
          ...{ audience, roles: [role], person: null, patient: recordOn(portal, patients, 0) },
          name: `Sol Example, for ${patientNames[0]}`,
        },
      ]
    return sides.map((side) => {
      const person = recordOn(portal, patients, side)
      return { audience, roles: [role], person, patient: person, name: patientNames[side] }
    })
  })
}

/**
 * A practice of nobody real for any portal: two of everything, one person for each role on each side, and a request at
 * every stage. Every field is filled in, so that what is not seen is hidden and not blank.
 */
export const inventedWorld = (portal: Portal, now: string): World => ({
  now,
  records: [...plainRecords(portal, now), ...staffRecords(portal, now), ...requests(portal, now)],
  people: peopleOf(portal),
})
