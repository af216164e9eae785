import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'

export const publishDraft = (
  _context: Context,
  _input: { readonly revision: number; readonly reason: string; readonly key: string },
): Promise<Result<{ readonly version: number }>> => Promise.reject(new Error('not built'))
