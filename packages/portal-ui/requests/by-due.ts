import type { ShownRecord } from '../render/record.ts'

export const byNewest = (one: ShownRecord, other: ShownRecord) =>
  (other.request?.created ?? '').localeCompare(one.request?.created ?? '')

/** What is due first comes first; what is never due comes last. Of those due at one time, what came first does. */
export const byDue = (one: ShownRecord, other: ShownRecord) =>
  dueTime(one) - dueTime(other) || -byNewest(one, other) || one.id.localeCompare(other.id)

export const dueTime = ({ request }: ShownRecord) =>
  request?.due == null ? Number.MAX_SAFE_INTEGER : Date.parse(request.due)
