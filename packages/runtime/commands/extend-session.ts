import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'

export const extendSession = (_context: Context): Promise<Result<{ readonly secondsLeft: number }>> => Promise.reject(new Error('not built'))
