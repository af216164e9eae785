import { denied, nobody, ada, finn, type Attack, type Knowledge } from './attack.ts'

const forged = (claims: object): string =>
  `set local portico.actor = '${'0'.repeat(64)}${JSON.stringify(claims)}'`

export const forgedActors: readonly Attack[] = [
  {
    name: 'reads before there is an actor',
    login: 'portico_patient',
    sql: ({ view }) => [`select * from ${view('patient')}.refill`],
    ends: nobody,
  },
  {
    name: 'reads ids of a table before there is an actor',
    login: 'portico_staff',
    sql: () => ['select id from data.refill'],
    ends: nobody,
  },
  {
    name: 'forges the actor',
    login: 'portico_staff',
    sql: ({ view }) => [
      forged({ audience: 'staff', roles: ['provider', 'nurse'] }),
      `select * from ${view('staff')}.refill`,
    ],
    ends: nobody,
  },
  {
    name: 'changes whom her own actor stands for',
    ...ada,
    sql: ({ view, ada: own, ben }) => [
      `select set_config('portico.actor', replace(current_setting('portico.actor'), '${own}', '${ben}'), true)`,
      `select * from ${view('patient')}.refill`,
    ],
    ends: nobody,
  },
  {
    name: 'adds a role to his own actor',
    ...finn,
    sql: ({ view }) => [
      `select set_config('portico.actor', replace(current_setting('portico.actor'), '["front-desk"]', '["provider"]'), true)`,
      `select * from ${view('staff')}.refill`,
    ],
    ends: nobody,
  },
  {
    name: 'seals an actor of her own making',
    ...ada,
    sql: () => [`select portico.seal_actor('{"audience": "staff"}')`],
    ends: denied,
  },
  {
    name: 'asks for the seal',
    ...ada,
    sql: () => [`select portico.actor_binding('{"audience": "staff"}')`],
    ends: denied,
  },
  {
    name: 'asks for a MAC by the database’s key',
    ...ada,
    sql: () => [`select portico.keyed_mac('actor', 'x')`],
    ends: denied,
  },
  {
    name: 'uses a colleague’s session at the patients’ login',
    login: 'portico_patient',
    sql: ({ sessionOf, hash }) => [
      `select portico.begin_actor(${sessionOf('priya@maple.example.com')}, '${hash}')`,
    ],
    ends: 'PT002',
  },
  {
    name: 'uses a patient’s session at the staff login',
    login: 'portico_staff',
    sql: ({ sessionOf, hash }) => [`select portico.begin_actor(${sessionOf('ben@example.com')}, '${hash}')`],
    ends: 'PT002',
  },
  {
    name: 'uses a patient’s session at the trail’s login',
    login: 'portico_trail',
    sql: ({ sessionOf, hash }) => [`select portico.begin_actor(${sessionOf('ben@example.com')}, '${hash}')`],
    ends: 'PT002',
  },
  {
    name: 'guesses a session',
    login: 'portico_patient',
    sql: ({ hash }) => [`select portico.begin_actor(sha256('guess'), '${hash}')`],
    ends: 'PT002',
  },
  {
    name: 'offers no session at all',
    login: 'portico_patient',
    sql: ({ hash }) => [`select portico.begin_actor(null, '${hash}')`],
    ends: 'PT002',
  },
  {
    name: 'asks for a version that is not live',
    login: 'portico_patient',
    sql: ({ sessionOf }) => [`select portico.begin_actor(${sessionOf('ada@example.com')}, repeat('0', 64))`],
    ends: 'PT001',
  },
  {
    name: 'asks for no version',
    login: 'portico_patient',
    sql: ({ sessionOf }) => [`select portico.begin_actor(${sessionOf('ada@example.com')}, null)`],
    ends: 'PT001',
  },
  ...(['portico_auth', 'portico_worker', 'portico_keys', 'portico_sealer'] as const).map((login) => ({
    name: `begins as a patient from ${login}`,
    login,
    sql: ({ sessionOf, hash }: Knowledge) => [
      `select portico.begin_actor(${sessionOf('ada@example.com')}, '${hash}')`,
    ],
    ends: denied,
  })),
  {
    name: 'begins work as a patient',
    ...ada,
    sql: ({ deadline, hash }) => [`select portico.begin_work('${deadline}', '${hash}')`],
    ends: denied,
  },
  {
    name: 'begins work before it is due, and reads',
    login: 'portico_worker',
    sql: ({ deadline, hash, view }) => [
      `select portico.begin_work('${deadline}', '${hash}')`,
      `select * from ${view('system')}.refill`,
    ],
    ends: nobody,
  },
  {
    name: 'opens a session from the patients’ login',
    ...ada,
    sql: () => [
      `select portico.open_session(sha256('mine'), '50000000-0000-4000-8000-000000000003', 'portal', true, 3600, null, null)`,
    ],
    ends: denied,
  },
  {
    name: 'asks whose session a MAC is',
    ...ada,
    sql: ({ sessionOf }) => [`select portico.session_actor(${sessionOf('ben@example.com')})`],
    ends: denied,
  },
  {
    name: 'asks for a password’s hash',
    ...ada,
    sql: () => [`select * from portico.find_sign_in(sha256('ben@example.com'))`],
    ends: denied,
  },
]
