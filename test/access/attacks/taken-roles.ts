import { denied, finn, nora, type Attack } from './attack.ts'

const noras = '50000000-0000-4000-8000-000000000001'
const lenas = '50000000-0000-4000-8000-000000000002'
const alexs = '50000000-0000-4000-8000-000000000008'
const alex = { login: 'portico_staff', as: 'alex@maple.example.com' } as const
const give = (account: string, role: string) => [
  `select portico.change_role_of('${account}', '${role}', true, 15)`,
]

/** An account for a record of the staff or the patients, as far as an attacker can make one up. */
const open = (audience: string, person: string, role: string | null) => [
  `select portico.open_account(gen_random_uuid(), '${audience}', '${person}', ${role === null ? 'null' : `'${role}'`}, '\\x01', 'x', '\\x01', '\\x01', 'en', '\\x01', null, 7, 15)`,
]
const elsa = '20000000-0000-4000-8000-000000000005'
const wanda = '30000000-0000-4000-8000-000000000005'

/** A role is worth more than any record: whoever takes one has what it reads. */
export const takenRoles: readonly Attack[] = [
  { name: 'a nurse gives herself a role', ...nora, sql: () => give(noras, 'operations'), ends: 'PT004' },
  { name: 'a nurse gives a colleague a role', ...nora, sql: () => give(lenas, 'provider'), ends: 'PT004' },
  {
    name: 'a nurse lists the accounts',
    ...nora,
    sql: () => ['select * from portico.staff_accounts()'],
    ends: 'PT004',
  },
  {
    name: 'whoever grants roles grants herself one',
    ...alex,
    sql: () => give(alexs, 'privacy-officer'),
    ends: 'PT004',
  },
  {
    name: 'whoever grants roles gives one of the patients to the staff',
    ...alex,
    sql: () => give(noras, 'patient'),
    ends: 'PT004',
  },
  {
    name: 'the front desk writes a role by hand',
    ...finn,
    sql: () => [`insert into portico.account_role values ('${noras}', 'operations')`],
    ends: denied,
  },
  {
    name: 'a patient’s login gives a role',
    login: 'portico_patient',
    as: 'ada@example.com',
    sql: () => give(noras, 'operations'),
    ends: denied,
  },
  { name: 'a nurse opens an account', ...nora, sql: () => open('patient', elsa, 'patient'), ends: 'PT004' },
  {
    name: 'whoever opens accounts opens one that holds a role of the staff',
    ...alex,
    sql: () => open('staff', wanda, 'operations'),
    ends: 'PT004',
  },
  {
    name: 'whoever opens accounts opens one that acts for a patient',
    ...alex,
    sql: () => open('patient', elsa, 'proxy'),
    ends: 'PT004',
  },
  {
    name: 'whoever opens accounts opens one for nobody',
    ...alex,
    sql: () => open('patient', '20000000-0000-4000-8000-000000009999', 'patient'),
    ends: 'PT004',
  },
  {
    name: 'whoever closes accounts closes her own',
    ...alex,
    sql: () => [`select portico.close_account('${alexs}', 15)`],
    ends: 'PT004',
  },
  {
    name: 'a nurse closes a colleague’s account',
    ...nora,
    sql: () => [`select portico.close_account('${lenas}', 15)`],
    ends: 'PT004',
  },
  {
    name: 'whoever opens accounts makes a new code for somebody who has signed in before',
    ...alex,
    sql: () => [`select portico.renew_invitation('${noras}', '\\x01', null, 7, 15)`],
    ends: 'PT004',
  },
  {
    name: 'a nurse asks whether a patient has an account',
    ...nora,
    sql: () => [`select * from portico.account_of('patient', '${elsa}')`],
    ends: 'PT004',
  },
  {
    name: 'the front desk reads what others are invited with',
    ...finn,
    sql: () => ['select * from portico.invitation'],
    ends: denied,
  },
  {
    name: 'the front desk takes the codes that wait to be sent',
    ...finn,
    sql: () => ['select * from portico.invitations_to_send(10)'],
    ends: denied,
  },
  {
    name: 'a nurse asks for what decides about exports',
    ...nora,
    sql: () => [`select * from portico.facts_to_export('patient', array['${elsa}']::uuid[])`],
    ends: 'PT004',
  },
  {
    name: 'a nurse writes that she exported',
    ...nora,
    sql: () => [`select portico.write_export('patient', array['${elsa}']::uuid[], '{name}', 15)`],
    ends: 'PT004',
  },
]
