import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'

export const signOut = (_context: Context): Promise<Result<Record<string, never>>> => Promise.reject(new Error('not built'))
