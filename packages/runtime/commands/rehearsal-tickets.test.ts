import { expect, test } from 'vitest'
import { isAccountId, type AccountId } from '@portico/engine/brand'
import { openRehearsalTickets } from './rehearsal-tickets.ts'

const account = ((): AccountId => {
  const id = '40000000-0000-4000-8000-000000000001'
  if (!isAccountId(id)) throw new Error('this is an id')
  return id
})()
const holder = { account, audience: 'patient' } as const

test('a ticket lets one in once', () => {
  const tickets = openRehearsalTickets(() => 0)
  const ticket = tickets.give(holder)
  expect(ticket).toHaveLength(43)
  expect(tickets.take(`${ticket}x`)).toBeNull()
  expect(tickets.take(ticket)).toEqual(holder)
  expect(tickets.take(ticket)).toBeNull()
})

test('a ticket is good for a minute', () => {
  let now = 0
  const tickets = openRehearsalTickets(() => now)
  const [used, late] = [tickets.give(holder), tickets.give(holder)]
  now = 59_999
  expect(tickets.take(used)).toEqual(holder)
  now = 60_000
  expect(tickets.take(late)).toBeNull()
})
