import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'

export const offerTotp = (_context: Context): Promise<Result<{ readonly secret: string; readonly uri: string }>> => Promise.reject(new Error('not built'))
