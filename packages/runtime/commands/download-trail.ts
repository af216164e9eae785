import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import type { AccountId, RecordId } from '@portico/engine/brand'

export const downloadTrail = (_context: Context, _input: { readonly patient?: RecordId | undefined; readonly account?: AccountId | undefined; readonly days: number }): Promise<Result<{ readonly name: string; readonly csv: string }>> => Promise.reject(new Error('not built'))
