import { ada, denied, finn, nobody, nora, type Attack } from './attack.ts'

/** At what cells held before, at putting back what was never changed, and at destroying somebody's data alone. */
export const earlierAndKeys: readonly Attack[] = [
  ...['earlier_of', 'read_earlier', 'earlier_attachments'].map((name): Attack => ({
    name: `asks ${name} about another patient’s request`,
    ...ada,
    sql: ({ bens }) => [`select * from portico.${name}('refill', '${bens}')`],
    ends: 'nothing',
  })),
  ...['earlier_of', 'read_earlier'].map((name): Attack => ({
    name: `asks ${name} as nobody`,
    login: 'portico_staff',
    sql: ({ adas }) => [`select * from portico.${name}('refill', '${adas}')`],
    ends: nobody,
  })),
  {
    name: 'asks what a hidden cell held before',
    ...finn,
    sql: ({ adas }) => [
      `select * from portico.earlier_of('refill', '${adas}') where field in ('decision_note', 'reason')`,
    ],
    ends: 'nothing',
  },
  {
    name: 'asks which cells she sees of a record, past the view',
    ...nora,
    sql: ({ adas }) => [`select portico.shown_fields('refill', '${adas}')`],
    ends: denied,
  },
  {
    name: 'says that a value was put back that nobody changed',
    ...nora,
    sql: ({ adas }) => [
      `select portico.value_put_back('refill', '${adas}', 'pharmacy', 1, gen_random_uuid(), '\\x00')`,
    ],
    ends: 'PT005',
  },
  {
    name: 'says so about another patient’s request',
    ...ada,
    sql: ({ bens }) => [
      `select portico.value_put_back('refill', '${bens}', 'pharmacy', 1, gen_random_uuid(), '\\x00')`,
    ],
    ends: 'PT005',
  },
  ...(
    [
      'ask_shredding($1, 15)',
      'confirm_shredding($1, 15)',
      'withdraw_shredding($1)',
      'hold_patient($1, true, 15)',
    ] as const
  ).flatMap((call): readonly Attack[] => [
    {
      name: `calls ${call} without the power`,
      ...finn,
      sql: ({ ada: patient }) => [`select portico.${call.replace('$1', `'${patient}'`)}`],
      ends: 'PT004',
    },
    {
      name: `calls ${call} as a patient`,
      ...ada,
      sql: ({ ada: patient }) => [`select portico.${call.replace('$1', `'${patient}'`)}`],
      ends: denied,
    },
  ]),
  {
    name: 'destroys keys past the two people',
    ...finn,
    sql: ({ ada: patient }) => [`select portico.destroy_keys('${patient}')`],
    ends: denied,
  },
  ...[
    'update keys.epoch set number = 0',
    "insert into keys.practice_key values (9, 1, '\\x00')",
    'delete from keys.practice_key',
  ].map((statement): Attack => ({
    name: `portico_keys: ${statement.split(' ').slice(0, 3).join(' ')}`,
    login: 'portico_keys',
    sql: () => [statement],
    ends: denied,
  })),
]
