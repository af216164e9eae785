import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import type { Edit } from '@portico/engine/portal/edit'

export const editDraft = (
  _context: Context,
  _input: { readonly revision: number; readonly edits: readonly Edit[] },
): Promise<Result<{ readonly revision: number }>> => Promise.reject(new Error('not built'))
