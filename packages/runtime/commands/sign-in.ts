import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'

export const signIn = (_context: Context, _input: { readonly name: string; readonly password: string; readonly code?: string | undefined }): Promise<Result<{ readonly next: 'done' | 'code' }>> => Promise.reject(new Error('not built'))
