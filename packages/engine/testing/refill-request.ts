import type { AdvanceAsked } from '../workflow/advance.ts'
import { ada, asStaff, downtown, maple, recordId } from './maple.ts'

/** What can differ from the usual call; `state`, `queue` and `has` (who has it) stand for the request's own. */
export type Changes = Partial<AdvanceAsked> & {
  readonly state?: string
  readonly queue?: string
  readonly has?: number
}

/** A provider about to approve the refill Ada waits for, or that with some parts exchanged. */
export const asked = ({
  state = 'in-review',
  queue = 'provider',
  has,
  ...changes
}: Changes = {}): AdvanceAsked => ({
  portal: maple,
  process: maple,
  request: {
    id: recordId(7),
    workflow: 'refill',
    pinned: 1,
    state,
    queue,
    assignee: has === undefined ? null : recordId(has),
    version: 3,
    created: '2026-11-23T15:00:00Z',
  },
  record: { owner: ada, facts: { patient: ada, 'patient.location': downtown, medication: 'aspirin' } },
  actor: asStaff('provider'),
  now: '2026-11-23T16:00:00Z',
  today: '2026-11-23',
  freshAt: '2026-11-23T15:50:00Z',
  transitionId: 'approve',
  expectedVersion: 3,
  typed: { decision_note: ' Fine. ' },
  ...changes,
})
