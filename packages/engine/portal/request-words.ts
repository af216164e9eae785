import type { requestFields } from './portal.ts'

/** What a request has beside its declared fields, in running text. */
export const requestFieldWords = {
  state: 'stage',
  queue: 'queue',
  assignee: 'assignee',
  due: 'due date',
  created: 'date of asking',
} as const satisfies Record<(typeof requestFields)[number], string>
