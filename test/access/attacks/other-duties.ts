import type { Login } from '../../../packages/runtime/postgres/logins.ts'
import { denied, type Attack } from './attack.ts'

const logins: readonly Login[] = [
  'portico_auth',
  'portico_worker',
  'portico_trail',
  'portico_sealer',
  'portico_keys',
]
export const otherDuties: readonly Attack[] = logins.flatMap((login): readonly Attack[] => [
  { name: `${login} reads records`, login, sql: () => ['select id from data.refill'], ends: denied },
  {
    name: `${login} reads the patients’ view`,
    login,
    sql: ({ view }) => [`select * from ${view('patient')}.refill`],
    ends: denied,
  },
  {
    name: `${login} reads the staff’s view`,
    login,
    sql: ({ view }) => [`select * from ${view('staff')}.patient`],
    ends: denied,
  },
  { name: `${login} reads accounts`, login, sql: () => ['select * from portico.account'], ends: denied },
  { name: `${login} reads contacts`, login, sql: () => ['select * from portico.contact'], ends: denied },
  { name: `${login} reads the secret`, login, sql: () => ['select * from portico.secret'], ends: denied },
  { name: `${login} deletes entries`, login, sql: () => ['delete from portico.entry'], ends: denied },
  {
    name: `${login} changes entries`,
    login,
    sql: () => [`update portico.entry set detail = ''`],
    ends: denied,
  },
  {
    name: `${login} writes an entry by hand`,
    login,
    sql: () => [
      `insert into portico.entry (at, verb, outcome, audience, roles, version, records, patients, fields, mac) values (now(), 'list', 'done', 'staff', '{}', 1, '{}', '{}', '{}', '\\x00')`,
    ],
    ends: denied,
  },
  {
    name: `${login} takes leaves from the tree`,
    login,
    sql: () => ['delete from portico.leaf'],
    ends: denied,
  },
  { name: `${login} destroys keys`, login, sql: () => ['delete from keys.data_key'], ends: denied },
  {
    name: `${login} marks keys destroyed`,
    login,
    sql: () => ['update keys.data_key set destroyed_at = now()'],
    ends: denied,
  },
  {
    name: `${login} changes what is live`,
    login,
    sql: () => [`update portico.live set hash = repeat('0', 64)`],
    ends: denied,
  },
  {
    name: `${login} shifts the clock`,
    login,
    sql: () => [`update portico.setting set value = '86400' where name = 'clock_offset_seconds'`],
    ends: denied,
  },
])
