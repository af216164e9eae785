import type { Result } from '@portico/engine/result'
import { writeRefusal, type Attempted } from '../postgres/trail-store.ts'
import type { Context } from './call.ts'

/** Hands a result on; a refusal only with its entry. Who asked is the session that asked, if there is one. */
export const withRefusalEntry = async <T>(
  { adapters, call }: Context,
  attempted: Attempted,
  result: Result<T>,
): Promise<Result<T>> => {
  if (!result.ok)
    await writeRefusal(
      adapters.database.pool('portico_auth'),
      call.token === null ? null : adapters.macs.session(call.token),
      attempted,
      result.refusal.code,
      call,
    )
  return result
}
