import { ok, type Result } from '@portico/engine/result'
import type { Context } from './call.ts'

export const signOut = async ({ adapters, call }: Context): Promise<Result<Record<string, never>>> => {
  await adapters.sessions.end(call)
  return ok({})
}
