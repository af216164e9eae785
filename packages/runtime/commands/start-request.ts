import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import type { RecordId } from '@portico/engine/brand'

export const startRequest = (_context: Context, _input: { readonly workflow: string; readonly patient?: RecordId | undefined; readonly answers: Readonly<Record<string, string>>; readonly key: string }): Promise<Result<{ readonly id: RecordId; readonly reference: string; readonly version: number; readonly state: string; readonly due: string | null }>> => Promise.reject(new Error('not built'))
