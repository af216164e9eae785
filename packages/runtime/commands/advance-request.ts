import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import type { RecordId } from '@portico/engine/brand'

export const advanceRequest = (_context: Context, _input: { readonly table: string; readonly id: RecordId; readonly transition: string; readonly answers: Readonly<Record<string, string>>; readonly expectedVersion: number; readonly key: string }): Promise<Result<{ readonly version: number; readonly state: string; readonly due: string | null }>> => Promise.reject(new Error('not built'))
