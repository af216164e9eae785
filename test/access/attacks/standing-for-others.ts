import { ada, denied, finn, nobody, nora, type Attack, type Knowledge } from './attack.ts'

/** Ada acts for Elsa, by the roles held for her; nobody else does, and Ada for nobody else. */
const elsa = '20000000-0000-4000-8000-000000000005'
const adaAccount = '40000000-0000-4000-8000-000000000001'
const notActing = 'PT007'

const begins =
  (email: string, patient: (known: Knowledge) => string) =>
  (known: Knowledge): string =>
    `select portico.begin_actor(${known.sessionOf(email)}, '${known.hash}', true, '${patient(known)}')`
const forElsa = begins('ada@example.com', () => elsa)

export const standingForOthers: readonly Attack[] = [
  {
    name: 'stands for a patient who is somebody else’s',
    login: 'portico_patient',
    sql: (known) => [begins('ada@example.com', ({ ben }) => ben)(known)],
    ends: notActing,
  },
  {
    name: 'stands for a patient whom another acts for',
    login: 'portico_patient',
    sql: (known) => [begins('ben@example.com', () => elsa)(known)],
    ends: notActing,
  },
  {
    name: 'stands for herself',
    login: 'portico_patient',
    sql: (known) => [begins('ada@example.com', ({ ada: own }) => own)(known)],
    ends: notActing,
  },
  {
    name: 'stands for nobody there is',
    login: 'portico_patient',
    sql: (known) => [begins('ada@example.com', () => '99999999-0000-4000-8000-000000000001')(known)],
    ends: notActing,
  },
  ...(['nora@maple.example.com', 'finn@maple.example.com'] as const).map((email): Attack => ({
    name: `stands for a patient as ${email}`,
    login: 'portico_staff',
    sql: (known) => [begins(email, () => elsa)(known)],
    ends: notActing,
  })),
  {
    name: 'reads her own requests by her own role while she stands for her mother',
    login: 'portico_patient',
    sql: (known) => [
      forElsa(known),
      `select * from ${known.view('patient')}.refill where id = '${known.adas}'`,
    ],
    ends: 'nothing',
  },
  {
    name: 'reads a phone number that only her own role may read while she stands for her mother',
    login: 'portico_patient',
    sql: (known) => [forElsa(known), `select phone from ${known.view('patient')}.patient`],
    ends: 'nothing',
  },
  {
    name: 'reads her mother’s record by her own role',
    ...ada,
    sql: ({ view }) => [`select * from ${view('patient')}.patient where id = '${elsa}'`],
    ends: 'nothing',
  },
  {
    name: 'changes whom she stands for, once she stands for somebody',
    login: 'portico_patient',
    sql: (known) => [
      forElsa(known),
      `select set_config('portico.actor', replace(current_setting('portico.actor'), '${elsa}', '${known.ben}'), true)`,
      `select * from ${known.view('patient')}.refill`,
    ],
    ends: nobody,
  },
  {
    name: 'gives herself the role for another patient',
    ...ada,
    sql: ({ ben }) => [`select portico.grant_proxy('${adaAccount}', '${ben}', 'proxy', null, 15)`],
    ends: denied,
  },
  {
    name: 'gives somebody the role without the power to',
    ...nora,
    sql: ({ ben }) => [`select portico.grant_proxy('${adaAccount}', '${ben}', 'proxy', null, 15)`],
    ends: 'PT004',
  },
  {
    name: 'ends what others may end',
    login: 'portico_patient',
    as: 'ben@example.com',
    sql: () => [`select portico.end_proxy('${adaAccount}', '${elsa}')`],
    ends: 'PT005',
  },
  {
    name: 'ends it as staff without the power to',
    ...finn,
    sql: () => [`select portico.end_proxy('${adaAccount}', '${elsa}')`],
    ends: 'PT005',
  },
  {
    name: 'writes down by hand that she acts for somebody',
    ...ada,
    sql: ({ ben }) => [`insert into portico.account_role values ('${adaAccount}', 'proxy', '${ben}')`],
    ends: denied,
  },
  {
    name: 'asks as staff who acts for whom',
    ...finn,
    sql: () => ['select * from portico.proxies()'],
    ends: denied,
  },
  {
    name: 'asks for everybody who acts for somebody, without the power to grant it',
    ...nora,
    sql: () => ['select * from portico.standing_proxies()'],
    ends: 'PT004',
  },
  {
    name: 'looks for an account to let act, without the power to grant it',
    ...nora,
    sql: () => [`select * from portico.account_to_act('\\x00')`],
    ends: 'PT004',
  },
  {
    name: 'asks whether somebody acts for somebody',
    ...ada,
    sql: () => [`select portico.acts_for('${adaAccount}', '${elsa}')`],
    ends: denied,
  },
]
