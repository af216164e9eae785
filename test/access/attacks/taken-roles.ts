import { denied, finn, nora, type Attack } from './attack.ts'

const noras = '50000000-0000-4000-8000-000000000001'
const lenas = '50000000-0000-4000-8000-000000000002'
const alexs = '50000000-0000-4000-8000-000000000008'
const alex = { login: 'portico_staff', as: 'alex@maple.example.com' } as const
const give = (account: string, role: string) => [
  `select portico.change_role_of('${account}', '${role}', true, 15)`,
]

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
]
