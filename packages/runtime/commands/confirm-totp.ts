import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'

export const confirmTotp = (_context: Context, _input: { readonly code: string }): Promise<Result<Record<string, never>>> => Promise.reject(new Error('not built'))
