import { denied, ada, finn, type Attack } from './attack.ts'

type Who = Pick<Attack, 'login' | 'as'>

const columns = [
  '*',
  'medication',
  'patient',
  'refill',
  'xmin',
  '"_via.patient.location"',
  '"_deleted"',
  '"_state"',
]
const around = (who: Who, own: 'patient' | 'staff', others: 'patient' | 'staff'): readonly Attack[] => [
  ...columns.map((column): Attack => ({
    name: `${own}: reads ${column} around the view`,
    ...who,
    sql: () => [`select ${column} from data.refill`],
    ends: denied,
  })),
  {
    name: `${own}: reads the other audience’s view`,
    ...who,
    sql: ({ view }) => [`select * from ${view(others)}.refill`],
    ends: denied,
  },
  {
    name: `${own}: reads the system’s view`,
    ...who,
    sql: ({ view }) => [`select * from ${view('system')}.refill`],
    ends: denied,
  },
  {
    name: `${own}: looks for search tokens`,
    ...who,
    sql: () => ['select "_find.name" from data.patient'],
    ends: denied,
  },
]

const atTheTables = (who: Who, own: 'patient' | 'staff'): readonly Attack[] => [
  { name: `${own}: copies a table out`, ...who, sql: () => ['copy data.refill to stdout'], ends: denied },
  {
    name: `${own}: copies a query out`,
    ...who,
    sql: () => ['copy (select medication from data.refill) to stdout'],
    ends: denied,
  },
  {
    name: `${own}: copies a table in`,
    ...who,
    sql: () => ['copy data.refill from stdin'],
    ends: denied,
  },
  {
    name: `${own}: locks a table`,
    ...who,
    sql: () => ['lock table data.refill in access exclusive mode'],
    ends: denied,
  },
  { name: `${own}: empties a table`, ...who, sql: () => ['truncate data.refill'], ends: denied },
  { name: `${own}: deletes records`, ...who, sql: () => ['delete from data.refill'], ends: denied },
  {
    name: `${own}: merges`,
    ...who,
    sql: ({ adas }) => [
      `merge into data.refill r using (select '${adas}'::uuid as id) s on r.id = s.id when matched then delete`,
    ],
    ends: denied,
  },
  ...[
    'secret',
    'account',
    'session',
    'entry',
    'earlier_value',
    'request',
    'contact',
    'delivery',
    'draft',
  ].map((table): Attack => ({
    name: `${own}: reads portico.${table}`,
    ...who,
    sql: () => [`select * from portico.${table}`],
    ends: denied,
  })),
  { name: `${own}: reads keys`, ...who, sql: () => ['select * from keys.data_key'], ends: denied },
  {
    name: `${own}: deletes entries`,
    ...who,
    sql: () => ['delete from portico.entry'],
    ends: denied,
  },
  { name: `${own}: empties the trail`, ...who, sql: () => ['truncate portico.entry'], ends: denied },
]

export const aroundTheViews: readonly Attack[] = [
  ...around(ada, 'patient', 'staff'),
  ...atTheTables(ada, 'patient'),
  ...around(finn, 'staff', 'patient'),
  ...atTheTables(finn, 'staff'),
]
