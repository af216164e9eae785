import { denied, nobody, ada, finn, nora, priya, type Attack } from './attack.ts'
import { move } from './move.ts'

const own = [
  'id',
  '_state',
  '_queue',
  '_assignee',
  '_due',
  '_version',
  '_pinned',
  '_deleted',
  '_created',
  '_via.patient.location',
]

const begun = '00000000-0000-4000-8000-00000000b001'
const beginning = { transition: null, from: null, to: 'submitted', version: 0, ends: false }
const offered = (more: object = {}): string =>
  `set_config('portico.move', '${move('refill', begun, '', { ...beginning, ...more })}', true)`
const withMove = (patient: string, more: object): string =>
  `insert into data.refill (id, patient) select '${begun}', '${patient}' from ${offered(more)}`
/** Two records in one statement: the second one's words come between the first one and what fires after it. */
const thenSets = (patient: string, first: object, second: string): string =>
  `insert into data.refill (id, patient) values ((select '${begun}'::uuid from ${offered(first)}), '${patient}'),
    ((select gen_random_uuid() from ${second}), '${patient}')`

const begins: readonly (readonly [string, (patient: string) => string])[] = [
  ['in a later state', (patient) => withMove(patient, { to: 'approved' })],
  [
    'by a step that comes later',
    (patient) =>
      withMove(patient, { transition: 'withdraw', from: 'submitted', to: 'withdrawn', ends: true }),
  ],
  ['of another workflow', (patient) => withMove(patient, { workflow: 'appointment' })],
  [
    'and takes the move away before the request is written',
    (patient) => thenSets(patient, {}, `set_config('portico.move', '', true)`),
  ],
  [
    'and writes it with another state than its record',
    (patient) => thenSets(patient, { to: 'approved' }, offered()),
  ],
]

export const forgedChanges: readonly Attack[] = [
  ...own.map((column): Attack => ({
    name: `changes ${column} directly`,
    ...nora,
    sql: () => [`update data.refill set "${column}" = default`],
    ends: denied,
  })),
  ...['_state', '_pinned', '_created', '_via.patient.location', '_key.location'].map((column): Attack => ({
    name: `creates a record with ${column} given`,
    ...ada,
    sql: ({ ada: own_ }) => [
      `insert into data.refill (id, patient, "${column}") values (gen_random_uuid(), '${own_}', default)`,
    ],
    ends: column === '_key.location' ? '42703' : denied,
  })),
  {
    name: 'gives a refill to another patient',
    ...nora,
    sql: ({ adas, ben }) => [`update data.refill set patient = '${ben}' where id = '${adas}'`],
    ends: denied,
  },
  {
    name: 'writes a cell only another role of his audience may',
    ...nora,
    sql: ({ adas }) => [`update data.refill set decision_note = '\\x00' where id = '${adas}'`],
    ends: 'PT005',
  },
  {
    name: 'writes two cells of which he may write one',
    ...priya,
    sql: ({ adas }) => [
      `update data.refill set decision_note = '\\x00', pharmacy = '\\x00' where id = '${adas}'`,
    ],
    ends: 'PT005',
  },
  {
    name: 'writes without any permission to change',
    ...finn,
    sql: ({ adas }) => [`update data.refill set pharmacy = '\\x00' where id = '${adas}'`],
    ends: 'nothing',
  },
  {
    name: 'writes every record he cannot name',
    ...finn,
    sql: () => [`update data.refill set pharmacy = '\\x00'`],
    ends: 'nothing',
  },
  {
    name: 'copies a hidden cell into one he may write',
    ...nora,
    sql: () => ['update data.refill set pharmacy = decision_note'],
    ends: denied,
  },
  {
    name: 'asks a change for what it changed',
    ...nora,
    sql: ({ adas }) => [
      `update data.refill set pharmacy = '\\x00' where id = '${adas}' returning medication`,
    ],
    ends: denied,
  },
  {
    name: 'asks a creation for what it created',
    ...ada,
    sql: ({ ada: own_ }) => [
      `insert into data.refill (id, patient) values (gen_random_uuid(), '${own_}') returning decision_note`,
    ],
    ends: denied,
  },
  {
    name: 'changes where a hidden cell says something',
    ...nora,
    sql: () => [`update data.refill set pharmacy = '\\x00' where decision_note is not null`],
    ends: denied,
  },
  {
    name: 'creates a refill for another patient',
    ...ada,
    sql: ({ ben }) => [`insert into data.refill (id, patient) values (gen_random_uuid(), '${ben}')`],
    ends: 'PT005',
  },
  {
    name: 'creates a refill for nobody',
    ...ada,
    sql: () => ['insert into data.refill (id) values (gen_random_uuid())'],
    ends: denied,
  },
  {
    name: 'creates a refill for a patient of the other location',
    ...finn,
    sql: ({ ben }) => [`insert into data.refill (id, patient) values (gen_random_uuid(), '${ben}')`],
    ends: 'PT005',
  },
  {
    name: 'creates a refill with a decision in it',
    ...ada,
    sql: ({ ada: own_ }) => [
      `insert into data.refill (id, patient, decision_note) values (gen_random_uuid(), '${own_}', '\\x00')`,
    ],
    ends: denied,
  },
  {
    name: 'creates somebody’s record over again',
    ...finn,
    sql: ({ bens, ada: patient }) => [
      `insert into data.refill (id, patient) values ('${bens}', '${patient}') on conflict (id) do update set pharmacy = '\\x00'`,
    ],
    ends: denied,
  },
  {
    name: 'creates over another’s id and looks what is there',
    ...ada,
    sql: ({ bens, ada: own_ }) => [
      `insert into data.refill (id, patient) values ('${bens}', '${own_}') on conflict (id) do nothing returning id`,
    ],
    ends: 'nothing',
  },
  {
    name: 'moves another patient’s request',
    ...ada,
    sql: ({ bens }) => [`select portico.move_request('${move('refill', bens, 'submitted')}')`],
    ends: 'PT005',
  },
  {
    name: 'moves a request of the other location',
    login: 'portico_staff',
    as: 'wanda@maple.example.com',
    sql: ({ adas }) => [`select portico.move_request('${move('refill', adas, 'submitted')}')`],
    ends: 'PT005',
  },
  {
    name: 'moves a request from where it is not',
    ...ada,
    sql: ({ adas }) => [`select portico.move_request('${move('refill', adas, 'approved')}')`],
    ends: 'PT006',
  },
  {
    name: 'moves a request as nobody',
    login: 'portico_worker',
    sql: ({ adas }) => [`select portico.move_request('${move('refill', adas, 'submitted')}')`],
    ends: nobody,
  },
  ...begins.map(([name, insert]): Attack => ({
    name: `begins a request ${name}`,
    ...ada,
    sql: ({ ada: own_ }) => [insert(own_)],
    ends: 'PT005',
  })),
]
