import type { RequestsAsked } from '../requests/requests-listed.ts'

/** Whose requests a list shows. */
export type Holder = 'anybody' | 'me' | 'nobody'

/** The same as the server is asked for it. */
export const heldBy = (holder: Holder, me: string | null): NonNullable<RequestsAsked['where']> => {
  if (holder === 'anybody') return []
  return [{ field: 'assignee', in: [holder === 'me' ? me : null] }]
}
