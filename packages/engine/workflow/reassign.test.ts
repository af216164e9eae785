import { expect, test } from 'vitest'
import { ada, asStaff, downtown, maple, recordId, uptown } from '../testing/maple.ts'
import { asked, type Changes } from '../testing/refill-request.ts'
import { reassign } from './reassign.ts'

const colleague = { ...asStaff('provider'), person: recordId(21) }
const handing = ({
  to = colleague,
  table = 'refill',
  expectedVersion = 3,
  ...changes
}: Changes & { readonly to?: typeof colleague | null; readonly table?: string } = {}) => {
  const { portal, request, record, actor, today } = asked(changes)
  return reassign({ portal, table, request, record, actor, colleague: to, today, expectedVersion })
}

test('who works on a queue hands its requests to somebody else who does', () => {
  expect(handing()).toEqual({ ok: true, value: { from: null, to: recordId(21) } })
  expect(handing({ has: 9 })).toEqual({ ok: true, value: { from: recordId(9), to: recordId(21) } })
})

test('a request of a queue one does not work on is not there', () => {
  expect(handing({ actor: asStaff('nurse') })).toMatchObject({ refusal: { code: 'not-found' } })
})

test('who is out of date hears that, and what waits nowhere cannot be handed over', () => {
  expect(handing({ expectedVersion: 2 })).toMatchObject({ refusal: { code: 'stale-version', version: 3 } })
  const { portal, request, record, actor, today } = asked({ state: 'approved' })
  expect(
    reassign({
      portal,
      table: 'refill',
      request: { ...request, queue: null },
      record,
      actor,
      colleague,
      today,
      expectedVersion: 3,
    }),
  ).toMatchObject({ refusal: { code: 'wrong-state', state: 'approved' } })
})

test('nobody gets what she does not work on, what she has, or what she could not see', () => {
  expect(handing({ to: null })).toMatchObject({ refusal: { code: 'not-assignable', reason: 'no-role' } })
  expect(handing({ to: { ...asStaff('nurse'), person: recordId(21) } })).toMatchObject({
    refusal: { code: 'not-assignable', reason: 'no-role' },
  })
  expect(handing({ has: 21 })).toMatchObject({ refusal: { code: 'not-assignable', reason: 'has-it' } })
  const permissions = maple.permissions.map((permission) =>
    permission.role === 'provider' && permission.table === 'refill'
      ? { ...permission, where: { 'patient.location': 'me.location' } }
      : permission,
  )
  const portal = { ...maple, permissions }
  const there = { ...asStaff('provider'), facts: { location: downtown } }
  const elsewhere = { ...colleague, facts: { location: uptown } }
  const record = { owner: ada, facts: { patient: ada, 'patient.location': downtown } }
  expect(handing({ portal, actor: there, to: elsewhere, record })).toMatchObject({
    refusal: { code: 'not-assignable', reason: 'no-sight' },
  })
})
