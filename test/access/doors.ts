import { randomUUID } from 'node:crypto'
import type { FieldValue } from '@portico/engine/access/condition'
import type { Portal } from '@portico/engine/portal/portal'
import { call } from '../call.ts'
import type { Person } from '../person.ts'

/** One record's cell, as somebody who may not read it would come at it: with a guess of what it holds. */
export type Asked = {
  readonly portal: Portal
  readonly table: string
  readonly field: string
  readonly id: string
  readonly guess: FieldValue
  /** What the cell held before is known by this number, and its request by this version. */
  readonly earlier: string
  readonly version: number
  readonly colleague: string
}

/** A page that stays open asks again by itself, which is said in a header. */
type Question = readonly [procedure: string, input: unknown, by?: 'page']
type Door = (asked: Asked) => readonly Question[]

/** Doors that are shut to everybody without a power: whoever holds it comes in by them too. */
export const holders: Readonly<Record<string, string>> = {
  export: 'lena@maple.example.com',
  'test as': 'dana@maple.example.com',
  review: 'dana@maple.example.com',
  people: 'alex@maple.example.com',
}

const workflowOf = ({ portal, table }: Asked) =>
  Object.entries(portal.workflows).find(([, workflow]) => workflow.table === table)

const leadingTo = ({ portal, table }: Asked): readonly string[] =>
  Object.entries(portal.tables)
    .filter(([, { fields }]) => Object.values(fields).some(({ to }) => to === table))
    .map(([id]) => id)

/** Every way to a cell's value through the front door. What is not there for this table is asked all the same. */
export const doors: Readonly<Record<string, Door>> = {
  list: ({ table, id }) => [
    ['records.list', { table, size: 100 }],
    ['records.list', { table, ids: [id] }],
  ],
  single: ({ table, id }) => [['records.open', { table, id }]],
  'request page': ({ table, id }) => [
    ['requests.open', { table, id }],
    ['requests.find', { id }],
    ['answers.loadStep', { table, id }],
  ],
  'looking again': ({ table, id }) => [
    ['records.list', { table, size: 100 }, 'page'],
    ['records.open', { table, id }, 'page'],
    ['requests.open', { table, id }, 'page'],
  ],
  filter: ({ table, field, guess }) => [
    ['records.list', { table, where: [{ field, in: [guess] }] }],
    ['records.list', { table, where: [{ field, in: [null] }] }],
  ],
  sort: ({ table, field }) => [
    ...['newest', 'oldest', 'due'].map((order): Question => ['records.list', { table, order, size: 2 }]),
    ['records.list', { table, order: field }],
  ],
  count: ({ portal, id }) => [['requests.waiting', { queues: Object.keys(portal.queues), person: id }]],
  search: ({ table, guess }) => [['records.find', { table, words: String(guess).padEnd(2) }]],
  choices: ({ portal, table, field }) => [
    ['records.choices', { table, field }],
    ...Object.entries(portal.tables[table]?.fields ?? {})
      .filter(([, { kind }]) => kind === 'reference')
      .map(([other]): Question => ['records.choices', { table, field: other }]),
  ],
  print: ({ table, field, guess }) => [
    ['requests.print', { tables: [table], where: [] }],
    ['requests.print', { tables: [table], where: [{ field, in: [guess] }] }],
  ],
  export: (asked) => {
    const { table, field, guess } = asked
    return [
      ...[table, ...leadingTo(asked)].flatMap((one): readonly Question[] => [
        ['records.export', { table: one, language: 'en' }],
      ]),
      ['records.export', { table, language: 'es', where: [{ field, in: [guess] }] }],
      ['records.export', { table, language: 'en', where: [{ field, in: [null] }] }],
    ]
  },
  'earlier values': ({ table, id }) => [['requests.earlier', { table, id }]],
  'put back': ({ table, id, earlier, version }) => [
    ['requests.putBack', { table, id, earlier, expectedVersion: version, key: randomUUID() }],
  ],
  'hand over': ({ table, id, version, colleague }) => [
    ['requests.previewReassign', { to: colleague, lines: [{ table, id, expectedVersion: version }] }],
  ],
  'test as': ({ portal }) =>
    (['live', 'draft'] as const).map((of): Question => [
      'access.testAs',
      { of, roles: Object.keys(portal.roles) },
    ]),
  review: () => [
    ['draft.review', undefined],
    ['approval.load', undefined],
  ],
  people: () => [
    ['people.list', undefined],
    ['proxies.list', undefined],
    ['proxies.standing', undefined],
  ],
  notices: () => [
    ['notices.undelivered', undefined],
    ['notices.last', undefined],
  ],
  file: ({ table, field, id }) => [['attachments/open', { table, field, record: id }]],
  'who can': ({ table, field, id }) => [
    ['access.whoCan', { table, field, record: id }],
    [
      'access.why',
      { account: '50000000-0000-4000-8000-000000000001', table, field, record: id, verb: 'read' },
    ],
  ],
  trail: ({ id }) => [['trail.read', { days: 1, patient: id }]],
  'error text': (asked) => {
    const { table, field, id, guess } = asked
    const [workflow, { transitions } = { transitions: {} }] = workflowOf(asked) ?? []
    const answers = { [field]: String(guess) }
    return [
      ['requests.start', { workflow: workflow ?? table, answers: { [field]: '\u0000' }, key: randomUUID() }],
      ...Object.keys(transitions).map((transition): Question => [
        'requests.advance',
        { table, id, transition, answers, expectedVersion: 999, key: randomUUID() },
      ]),
      ['answers.keepStep', { table, id, transition: Object.keys(transitions)[0] ?? 'none', typed: answers }],
    ]
  },
}

/** What tells when it was said, or is counted from then; and the length, in which a moment may differ from the next. */
const moment = /"(?:now|leavesBy)":"[^"]+"/g
const momentary = ['date', 'keep-alive', 'connection', 'content-length']

/** Everything that is said to these questions, but what every answer has of its own: its moment. */
export const saidAt = async (
  person: Person,
  standsFor: string | null,
  questions: readonly Question[],
): Promise<readonly string[]> => {
  const own = { cookie: person.cookie, ...(standsFor === null ? {} : { 'x-portico-for': standsFor }) }
  return Promise.all(
    questions.map(async ([procedure, input, by]) => {
      const headers = by === undefined ? own : { ...own, 'x-portico-background': '1' }
      const path = procedure.includes('/') ? `../${procedure}` : procedure
      const { status, headers: given, text } = await call(person.url, path, { input, headers })
      const kept = [...given].filter(([name]) => !momentary.includes(name))
      return JSON.stringify([procedure, status, text.replaceAll(moment, ''), kept.toSorted()])
    }),
  )
}
