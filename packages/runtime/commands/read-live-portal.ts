import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import type { Portal } from '@portico/engine/portal/portal'

export const readLivePortal = (
  _context: Context,
): Promise<Result<{ readonly version: number; readonly hash: string; readonly portal: Portal }>> =>
  Promise.reject(new Error('not built'))
