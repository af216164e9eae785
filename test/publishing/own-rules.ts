import { describe, expect, test } from 'vitest'
import type { Permission, Portal } from '@portico/engine/portal/portal'
import { refusalOf, type Person } from '../person.ts'
import type { Practice } from '../practice.ts'
import { startRefill } from '../refill.ts'
import { publishTogether } from '../two-people.ts'
import { edit } from './drafting.ts'

type Office = { readonly practice: Practice; readonly dana: Person; readonly sam: Person }

const ada = '20000000-0000-4000-8000-000000000001'
const alexsRecord = `'30000000-0000-4000-8000-000000000008'::uuid`
const label = (text: string) => ({ label: { en: text, es: text } })
const to = (table: string, text: string) =>
  ({ kind: 'reference', to: table, class: 'operational', ...label(text) }) as const
const patient = {
  kind: 'reference',
  to: 'patient',
  class: 'identifier',
  ...label('Patient'),
} as const

const reading = (role: string, table: string, fields: readonly string[], where?: Permission['where']) => ({
  ...{ role, table, may: ['read'] as const, fields },
  ...(where === undefined ? {} : { where }),
})

/** A billing desk, doctors of their own patients, wards, and partners who send patients: none of it in the template. */
const withOwnRules = (portal: Portal): Portal => {
  const { patient: patients, staff } = portal.tables
  if (!patients || !staff) throw new Error('the template has people')
  return {
    ...portal,
    tables: {
      ...portal.tables,
      department: {
        ...label('Department'),
        fields: { name: { kind: 'text', class: 'operational', ...label('Department name') } },
      },
      patient: {
        ...patients,
        fields: {
          ...patients.fields,
          doctor: to('staff', 'Doctor'),
          department: to('department', 'Department'),
        },
      },
      staff: { ...staff, fields: { ...staff.fields, department: to('department', 'Department') } },
      bill: {
        ...label('Bill'),
        patient: 'patient',
        fields: { patient, amount: { kind: 'number', class: 'identifier', ...label('Amount') } },
      },
      referral: {
        ...label('Referral'),
        patient: 'patient',
        fields: { patient, sent_by: to('staff', 'Sent by') },
      },
    },
    roles: {
      ...portal.roles,
      billing: { audience: 'staff', ...label('Billing') },
      doctor: { audience: 'staff', ...label('Own doctor') },
      ward: { audience: 'staff', ...label('Ward') },
      referrer: { audience: 'staff', ...label('Referring partner') },
    },
    permissions: [
      ...portal.permissions,
      reading('billing', 'bill', ['patient', 'amount']),
      reading('doctor', 'refill', ['medication'], { 'patient.doctor': 'me' }),
      reading('ward', 'refill', ['medication'], { 'patient.department': 'me.department' }),
      reading('referrer', 'referral', ['patient', 'sent_by'], { sent_by: 'me' }),
    ],
  }
}

type Alex = {
  /** Declared cells have a guard, which knows publishing and actors and nobody else. */
  readonly written: (statement: string) => Promise<unknown>
  readonly entry: () => Promise<unknown>
  readonly idsOf: (table: string, where?: string) => Promise<readonly string[]>
  /** Alex, who holds this one of the new roles from now on. */
  readonly as: (role: string) => Promise<Person>
}

const alexIn = (practice: Practice): Alex => {
  const sql = (statement: string) =>
    practice.superuser((client) => client.query<{ readonly id: string }>(statement))
  const account = `select id from portico.account where person = ${alexsRecord}`
  return {
    written: (statement) =>
      sql(`begin; set local session authorization portico_publisher; ${statement}; commit`),
    entry: async () =>
      (
        await sql(
          'select verb, outcome, code, records, patients from portico.entry order by seq desc limit 1',
        )
      ).rows[0],
    idsOf: async (table, where = 'true') =>
      (await sql(`select id from data.${table} where ${where}`)).rows.map(({ id }) => id),
    as: async (role) => {
      await sql(
        `delete from portico.account_role where account = (${account}) and role in ('billing', 'doctor', 'ward', 'referrer')`,
      )
      await sql(`insert into portico.account_role (account, role) select id, '${role}' from (${account}) a`)
      return practice.as('alex@maple.example.com')
    },
  }
}

const notThere = { code: 'not-found' }

const billingTest = (office: () => Office): void =>
  test('R3 bills are seen by the billing role, and are not there for a clinician', async () => {
    const { practice } = office()
    const { written, entry, idsOf, as } = alexIn(practice)
    await written(`insert into data.bill (id, patient) values (gen_random_uuid(), '${ada}')`)
    const alex = await as('billing')
    expect((await alex.api.records.list.query({ table: 'bill' })).records).toHaveLength(1)
    const [id = ''] = await idsOf('bill')
    const priya = await practice.as('priya@maple.example.com')
    expect((await priya.api.records.list.query({ table: 'bill' })).records).toEqual([])
    expect(await refusalOf(priya.api.records.open.query({ table: 'bill', id }))).toEqual(notThere)
    expect(await entry()).toMatchObject({ verb: 'open', outcome: 'refused', code: 'not-found' })
  })

const assignments = [
  [
    'R9 R12 a doctor',
    'doctor',
    'doctor',
    `update data.patient set doctor = ${alexsRecord} where id = '${ada}'`,
  ],
  [
    'R11 a ward',
    'ward',
    'department',
    `with d as (insert into data.department (id, name) values (gen_random_uuid(), 'Three') returning id),
       s as (update data.staff set department = d.id from d where staff.id = ${alexsRecord})
       update data.patient set department = d.id from d where patient.id = '${ada}'`,
  ],
] as const

const assignmentTest = (office: () => Office): void =>
  test.each(assignments)(
    '%s sees a patient’s request while she is theirs, and not from the next call on',
    async (_, role, field, assigning) => {
      const { practice } = office()
      const { written, entry, as } = alexIn(practice)
      const { id } = await startRefill(await practice.as('ada@example.com'))
      const alex = await as(role)
      const open = () => alex.api.records.open.query({ table: 'refill', id })
      expect(await refusalOf(open())).toEqual(notThere)
      await written(assigning)
      expect((await open()).cells).toEqual({ medication: 'Lisinopril' })
      await written(`update data.patient set ${field} = null where id = '${ada}'`)
      expect(await refusalOf(open())).toEqual(notThere)
      const refused = { verb: 'open', outcome: 'refused', code: 'not-found' }
      expect(await entry()).toMatchObject({ ...refused, records: [id], patients: [ada] })
      expect((await alex.api.records.list.query({ table: 'refill' })).records).toEqual([])
    },
  )

const partnerTest = (office: () => Office): void =>
  test('R15 a partner who sends patients sees what it sent, and nothing that others sent', async () => {
    const { written, idsOf, as } = alexIn(office().practice)
    await written(
      `insert into data.referral (id, patient, sent_by) select gen_random_uuid(), '${ada}', id from data.staff`,
    )
    const alex = await as('referrer')
    const { records } = await alex.api.records.list.query({ table: 'referral' })
    expect(records).toHaveLength(1)
    const others = await idsOf('referral', `sent_by <> ${alexsRecord}`)
    expect(others.length).toBeGreaterThan(5)
    for (const id of others)
      expect(await refusalOf(alex.api.records.open.query({ table: 'referral', id }))).toEqual(notThere)
  })

export const ownRuleTests = (office: () => Office): void => {
  describe('a practice that declares roles of its own:', () => {
    test('they go live when a second person agrees', async () => {
      const { dana, sam } = office()
      const { portal } = await dana.api.draft.load.query()
      await edit(dana, { kind: 'restore', parts: [{ path: [], value: withOwnRules(portal) }] })
      const { problems } = await dana.api.draft.review.query()
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
      await publishTogether(dana, sam)
    })
    billingTest(office)
    assignmentTest(office)
    partnerTest(office)
  })
}
