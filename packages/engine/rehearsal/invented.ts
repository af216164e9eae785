import type { Actor } from '../access/actor.ts'
import type { Facts, FieldValue } from '../access/condition.ts'
import { isAccountId, isRecordId, type AccountId, type RecordId } from '../brand.ts'
import { inventedItem } from '../field/invented-item.ts'
import { offeredIn } from '../field/offered.ts'
import { signatureText } from '../field/signature.ts'
import { own } from '../portal/own.ts'
import type { Field, Portal } from '../portal/portal.ts'
import { peopleTable } from '../portal/people-table.ts'
import type { Typed } from '../workflow/answers.ts'

/** How far conditions may walk over references. */
const hopsMax = 2
const staffFrom = 500
const requestNumber = 900

const idText = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const recordIdOf = (number: number): RecordId => {
  const id = idText(number)
  if (!isRecordId(id)) throw new Error('An invented id has the shape of an id.')
  return id
}

const accountIdOf = (number: number): AccountId => {
  const id = idText(number)
  if (!isAccountId(id)) throw new Error('An invented id has the shape of an id.')
  return id
}

/** One record a table, invented: whatever refers to that table refers to it. */
const inventedRecord = (portal: Portal, table: string): RecordId =>
  recordIdOf(Object.keys(portal.tables).indexOf(table) + 1)

export const inventedRequest: RecordId = recordIdOf(requestNumber)

/** One person for each staff role, so that it shows who has a request. */
const inventedStaff = (portal: Portal, role: string): RecordId =>
  recordIdOf(staffFrom + Object.keys(portal.roles).indexOf(role))

export const inventedPatient = (portal: Portal): RecordId | null => {
  const people = peopleTable(portal, 'patient')
  return people && inventedRecord(portal, people.id)
}

/** A day within the limits, as far as they can be known without a clock. */
const inventedDay = ({ 'not-before': first, 'not-after': last }: Field, usual: string): string => {
  const isKnownLast = last !== undefined && last !== 'today'
  if (first === 'today') return isKnownLast ? last : '2090-01-02'
  if (first !== undefined && first > usual) return first
  return isKnownLast && last < usual ? last : usual
}

const inventedTime = ({ 'not-before': first = '00:00', 'not-after': last = '23:59' }: Field): string =>
  first > '10:00' ? first : last < '10:00' ? last : '10:00'

const inventedNumber = ({ min = 1, max = 1 }: Field): number => Math.max(min, Math.min(max, 1))

const inventedValue = (portal: Portal, field: Field): FieldValue => {
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return 'Invented'
    case 'number':
    case 'money':
      return inventedNumber(field)
    case 'date':
      return inventedDay(field, '1990-05-17')
    case 'date-time':
      return `${inventedDay(field, '2027-03-01')}T16:00:00.000Z`
    case 'time':
      return inventedTime(field)
    case 'choice':
    case 'many-choice':
      return offeredIn(field)[0] ?? null
    case 'yes-no':
      return true
    case 'reference':
      return field.to === undefined ? null : inventedRecord(portal, field.to)
    case 'attachment':
      return idText(1)
    case 'address':
      return '1 Example Street\n\nSpringfield\nIL\n62701'
    case 'list':
      return inventedItem[field.of ?? 'text']
    case 'signature':
      return signatureText({ name: 'Invented Example', drawn: '', statement: field.statement?.en ?? '' })
    case 'computed':
      return null
    case 'phone':
      return '555-0100'
    case 'email':
      return 'invented@example.com'
  }
}

/** What somebody would type into a field: every kind takes what is typed as text. */
export const inventedAnswer = (portal: Portal, field: Field): string => {
  const value = inventedValue(portal, field)
  return value === true ? 'yes' : String(value ?? '')
}

/** The values of a table's invented record by path, with references walked: what conditions read. */
const inventedFacts = (portal: Portal, table: string, hops = hopsMax): Facts =>
  Object.fromEntries(
    Object.entries(own(portal.tables, table)?.fields ?? {}).flatMap(([id, field]): [string, FieldValue][] => [
      [id, inventedValue(portal, field)],
      ...(field.kind === 'reference' && field.to !== undefined && hops > 0
        ? Object.entries(inventedFacts(portal, field.to, hops - 1)).map(
            ([path, value]): [string, FieldValue] => [`${id}.${path}`, value],
          )
        : []),
    ]),
  )

/** What lies behind the references of a record: everything but its own fields, which the walk fills in. */
export const factsBehind = (portal: Portal, table: string): Facts =>
  Object.fromEntries(Object.entries(inventedFacts(portal, table)).filter(([path]) => path.includes('.')))

/** The invented colleague of a role, where a reference leads to the staff and the script names a role. */
const inventedColleague = (portal: Portal, field: Field, said: string): RecordId | null =>
  field.to === peopleTable(portal, 'staff')?.id && own(portal.roles, said)?.audience === 'staff'
    ? inventedStaff(portal, said)
    : null

/** Nobody who writes a rehearsal knows ids: what stands for a record or a file means the invented one. */
export const withInventedIds = (portal: Portal, table: string, typed: Typed): Typed =>
  Object.fromEntries(
    Object.entries(typed).map(([id, value]) => {
      const field = own(own(portal.tables, table)?.fields, id)
      if (value === '' || (field?.kind !== 'reference' && field?.kind !== 'attachment')) return [id, value]
      return [id, inventedColleague(portal, field, value) ?? inventedAnswer(portal, field)]
    }),
  )

const nobody = { account: accountIdOf(1), powers: [], person: null, patient: null, facts: {} } as const

/** Somebody who holds one role and nothing else; `system` is the system itself. */
export const inventedActor = (portal: Portal, role: string): Actor => {
  if (role === 'system') return { ...nobody, audience: 'system', roles: [] }
  const audience = own(portal.roles, role)?.audience ?? 'public'
  const people = peopleTable(portal, audience)
  const facts = people ? inventedFacts(portal, people.id) : {}
  const patient = inventedPatient(portal)
  if (audience === 'patient') return { ...nobody, audience, roles: [role], person: patient, patient, facts }
  const person = audience === 'staff' ? inventedStaff(portal, role) : null
  return { ...nobody, audience, roles: [role], person, facts }
}

/** Whose role the invented person is who has a request; null when nobody has it. */
export const roleOfStaff = (portal: Portal, person: RecordId | null): string | null =>
  person === null
    ? null
    : (Object.keys(portal.roles).find((role) => inventedStaff(portal, role) === person) ?? null)
