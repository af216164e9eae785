import { denied, nobody, ada, finn, type Attack } from './attack.ts'

export const foreignRecords: readonly Attack[] = [
  {
    name: 'reads another patient’s refill by its id',
    ...ada,
    sql: ({ view, bens }) => [`select * from ${view('patient')}.refill where id = '${bens}'`],
    ends: 'nothing',
  },
  {
    name: 'asks the table for another patient’s refill',
    ...ada,
    sql: ({ bens }) => [`select id from data.refill where id = '${bens}'`],
    ends: 'nothing',
  },
  {
    name: 'reads a refill of the other location',
    ...finn,
    sql: ({ view, bens }) => [`select * from ${view('staff')}.refill where id = '${bens}'`],
    ends: 'nothing',
  },
  {
    name: 'filters by a cell that is hidden from him',
    ...finn,
    sql: ({ view }) => [`select id from ${view('staff')}.refill where reason is not null`],
    ends: 'nothing',
  },
  {
    name: 'sorts and groups by a cell that is hidden from him',
    ...finn,
    sql: ({ view }) => [`select reason from ${view('staff')}.refill group by reason order by reason`],
    ends: 'nothing',
  },
  {
    name: 'locks another patient’s request',
    ...ada,
    sql: ({ bens }) => [`select * from portico.lock_request('refill', '${bens}', null)`],
    ends: 'nothing',
  },
  {
    name: 'views another patient’s request',
    ...ada,
    sql: ({ bens }) => [`select * from portico.view_request('refill', '${bens}')`],
    ends: 'nothing',
  },
  {
    name: 'views a request as if it were of another table',
    ...ada,
    sql: ({ bens }) => [`select * from portico.view_request('location', '${bens}')`],
    ends: 'nothing',
  },
  {
    name: 'replays somebody else’s key',
    ...ada,
    sql: () => [`select * from portico.replay_of('00000000-0000-4000-8000-00000000beef')`],
    ends: 'nothing',
  },
  {
    name: 'asks for the facts of a record',
    ...ada,
    sql: ({ bens }) => [`select portico.record_facts('refill', '${bens}')`],
    ends: denied,
  },
  {
    name: 'asks where another patient belongs',
    ...ada,
    sql: ({ ben }) => [
      `select f ->> 'patient.location' from portico.prospective_facts('refill', '{"patient": "${ben}"}') f`,
    ],
    ends: 'nothing',
  },
  {
    name: 'asks in which language a patient of another location is written to',
    ...finn,
    sql: ({ ben }) => [`select portico.mail_language_of('${ben}')`],
    ends: 'nothing',
  },
  {
    name: 'reads the trail without the power to',
    login: 'portico_trail',
    as: 'finn@maple.example.com',
    sql: () => [`select * from portico.trail_read(null, null, '-infinity', null, null, 10)`],
    ends: 'PT004',
  },
  {
    name: 'reads the trail without an actor',
    login: 'portico_trail',
    sql: () => [`select * from portico.trail_read(null, null, '-infinity', null, null, 10)`],
    ends: nobody,
  },
]
