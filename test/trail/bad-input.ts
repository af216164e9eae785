import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { call } from '../call.ts'
import type { Practice } from '../practice.ts'
import { refillAnswers } from '../refill.ts'

type Ground = { readonly practice: Practice; readonly request: string }
type Asked = {
  readonly who?: string
  readonly input: (request: string) => object
  readonly code?: string
}

const nora = 'nora@maple.example.com'
const hidden = { decision_note: 'x' }
const starting = (answers: object, workflow = 'refill') => ({
  input: () => ({ workflow, answers: { ...refillAnswers, ...answers }, key: randomUUID() }),
})
const advancing = (transition: string, answers: object = {}) => ({
  who: nora,
  input: (id: string) => ({
    ...{ table: 'refill', id, transition, answers, expectedVersion: 1, key: randomUUID() },
  }),
})
const narrowed = (field: string, more: object = {}) => ({
  input: () => ({ table: 'refill', where: [{ field, in: ['x'] }], ...more }),
})

/** By the call and the verb its refusal is an entry of. Where nothing else is said Ada asks, and nothing is there. */
const bad: Readonly<Record<string, Readonly<Record<string, Asked>>>> = {
  'requests.start create': {
    'a write to a hidden field': { ...starting(hidden), code: 'answers-invalid' },
    'a write to a field that is not there': { ...starting({ gone: 'x' }), code: 'answers-invalid' },
    'a workflow that is not there': starting({}, 'gone'),
  },
  'requests.advance transition': {
    'a write to a hidden field in a step': { ...advancing('take', hidden), code: 'answers-invalid' },
    'a step that is for others': advancing('approve', hidden),
    'a step that is not there': advancing('gone'),
  },
  'records.list list': {
    'a filter on a hidden field': narrowed('decision_note'),
    'a filter on a private field that is shown': { ...narrowed('medication'), who: nora },
    'a filter on a field that is not there': narrowed('gone'),
    'a table that is not there': { input: () => ({ table: 'gone' }) },
  },
  'records.export export': {
    'a file narrowed by a hidden field': {
      ...narrowed('decision_note', { language: 'en' }),
      who: 'lena@maple.example.com',
    },
  },
}

const lastEntry = async (practice: Practice): Promise<unknown> =>
  practice.superuser(
    async (client) =>
      (await client.query<object>('select verb, outcome, code from portico.entry order by seq desc limit 1'))
        .rows[0],
  )

export const badInputTests = (ground: () => Ground): void => {
  describe('R5 R61 R102 bad input is refused with a code, and the try is an entry:', () => {
    const cases = Object.entries(bad).flatMap(([call_, all]) =>
      Object.entries(all).map(([what, asked]) => [what, call_, asked] as const),
    )
    test.each(cases)('%s', async (_, call_, { who = 'ada@example.com', input, code = 'not-found' }) => {
      const { practice, request } = ground()
      const [procedure = '', verb] = call_.split(' ')
      const { url, cookie } = await practice.as(who)
      const { text } = await call(url, procedure, { input: input(request), headers: { cookie } })
      expect(text).toContain(`"refusal":{"code":"${code}"`)
      expect(await lastEntry(practice)).toEqual({ verb, outcome: 'refused', code })
    })
  })
}
