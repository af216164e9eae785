import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { refusalOf } from '../person.ts'
import type { Practice } from '../practice.ts'
import { refillAnswers, startRefill } from '../refill.ts'

const { reason: _, ...narrower } = refillAnswers
const elsa = '20000000-0000-4000-8000-000000000005'
const adaAccount = '40000000-0000-4000-8000-000000000001'

/** Where links of messages lead, for whom. */
export const links = (ofFile: () => Practice): void => {
  test('the link of a message leads whoever may see the request to it, and is nothing to everybody else', async () => {
    const practice = ofFile()
    const ada = await practice.as('ada@example.com')
    const forElsa = ada.standingFor(elsa)
    const { id } = await startRefill(forElsa, narrower)
    expect(await forElsa.api.requests.find.query({ id })).toEqual({ table: 'refill' })
    const nora = await practice.as('nora@maple.example.com')
    expect(await nora.api.requests.find.query({ id })).toEqual({ table: 'refill' })
    const wanda = await practice.as('wanda@maple.example.com')
    for (const { api } of [ada, wanda, await practice.as('mei@example.com')]) {
      expect(await refusalOf(api.requests.find.query({ id }))).toEqual({ code: 'not-found' })
      expect(await refusalOf(api.requests.find.query({ id: randomUUID() }))).toEqual({ code: 'not-found' })
    }
    const sam = await practice.as('sam@maple.example.com', 'office')
    const { entries } = await sam.api.trail.read.query({ patient: elsa, days: 1 })
    const followed = entries.filter(
      ({ records, detail, code }) => records.includes(id) && (detail === 'link' || code === 'not-found'),
    )
    expect(followed.map(({ verb, outcome, account }) => [verb, outcome, account === adaAccount])).toEqual([
      ['open', 'refused', false],
      ['open', 'refused', false],
      ['open', 'refused', true],
      ['list', 'done', false],
      ['list', 'done', true],
    ])
  })
}
