import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'

export const confirmSignIn = (_context: Context, _input: { readonly password: string; readonly code?: string | undefined }): Promise<Result<Record<string, never>>> => Promise.reject(new Error('not built'))
