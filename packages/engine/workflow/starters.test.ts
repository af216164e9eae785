import { expect, test } from 'vitest'
import { maple } from '../testing/maple.ts'
import { mayStart, staffStarters, startable } from './starters.ts'

const startedBy = (...by: readonly string[]) => {
  const { refill } = maple.workflows
  if (!refill) throw new Error('The practice has refills.')
  return { ...maple, workflows: { refill: { ...refill, start: { ...refill.start, by } } } }
}

test('a request is begun by who holds one of the roles that begin it', () => {
  const portal = startedBy('patient', 'front-desk')
  expect(startable(portal, ['nurse', 'front-desk'])).toEqual(['refill'])
  expect(startable(portal, ['nurse'])).toEqual([])
  expect(mayStart(portal, 'constructor', ['patient'])).toBe(false)
})

test('who begins requests for callers is of the staff, and a workflow nobody begins for others is left out', () => {
  expect(staffStarters(startedBy('patient', 'front-desk'))).toEqual({ refill: ['front-desk'] })
  expect(staffStarters(startedBy('patient'))).toEqual({})
})
