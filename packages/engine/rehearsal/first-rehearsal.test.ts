import { expect, test } from 'vitest'
import { maple } from '../testing/maple.ts'
import { portalWith, practice } from '../portal/practice.fixture.ts'
import { firstRehearsal } from './first-rehearsal.ts'
import { rehearse } from './rehearse.ts'

test('a first rehearsal walks by the staff to the nearest end, and expects what came', () => {
  const first = firstRehearsal(practice, 'refill')
  expect(first).toMatchObject({
    workflow: 'refill',
    start: { by: 'patient', expect: { state: 'submitted', queue: 'nurse' } },
    steps: [
      { by: 'nurse', takes: 'send-on', expect: { state: 'awaiting-decision', queue: 'provider' } },
      {
        by: 'provider',
        takes: 'approve',
        expect: { state: 'approved', queue: null, notices: ['refill-update'] },
      },
    ],
  })
})

test.each([['the practice', practice] as const, ['maple', maple] as const])(
  'of every workflow of %s it passes as soon as it is made',
  (_, portal) => {
    for (const id of Object.keys(portal.workflows)) {
      const first = firstRehearsal(portal, id)
      expect(first, id).not.toBeNull()
      expect(first && rehearse(portal, id, first).passes, id).toBe(true)
    }
  },
)

test('where no walk gets to an end there is none', () => {
  const stuck = portalWith({
    'workflows.refill.transitions.approve.by': ['system'],
    'workflows.refill.transitions.withdraw': undefined,
  })
  expect(firstRehearsal(stuck, 'refill')).toBeNull()
  expect(firstRehearsal(practice, 'gone')).toBeNull()
})
