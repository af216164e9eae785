import { ada, denied, nora, type Attack } from './attack.ts'

export const forgedEntries: readonly Attack[] = [
  ...[ada, nora].flatMap((who): readonly Attack[] => [
    {
      name: `${who.as}: writes an entry of a fact that is none`,
      ...who,
      sql: ({ bens }) => [
        `select portico.entry_write('publish', null, array['${bens}']::uuid[], null, null, null)`,
      ],
      ends: denied,
    },
    {
      name: `${who.as}: passes a fact off as a read`,
      ...who,
      sql: () => [`select portico.entry_read('publish', null, null, null, null, null)`],
      ends: 'PT005',
    },
    {
      name: `${who.as}: writes an entry of a refusal`,
      ...who,
      sql: () => [`select portico.entry_refusal(null, 'sign-in', 'x', null, null, null, null, null, null)`],
      ends: denied,
    },
    {
      name: `${who.as}: reads the whole portal`,
      ...who,
      sql: () => ['select body from portico.version'],
      ends: denied,
    },
  ]),
  {
    name: 'writes an entry that nobody can read back',
    login: 'portico_auth',
    sql: () => [`select portico.entry_refusal(null, 'dance', 'x', null, null, null, null, null, null)`],
    ends: '23514',
  },
]
