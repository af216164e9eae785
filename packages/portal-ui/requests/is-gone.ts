import { api } from '../call/api.ts'
import { isMissing, refusalOf } from '../call/failure.ts'

/**
 * Whether a request is not there for her any more. That something was not found may also be said of what was answered
 * with, so the request is looked for itself.
 */
export const isGone = async (
  error: unknown,
  { table, id }: { readonly table: string; readonly id: string },
): Promise<boolean> =>
  refusalOf(error)?.code === 'not-found' &&
  api.requests.open.query({ table, id }).then(() => false, isMissing)
