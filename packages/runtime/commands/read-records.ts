import type { RecordId } from '@portico/engine/brand'
import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import type { RecordAnswer } from './record-answer.ts'

export type Where = { readonly field: string; readonly in: readonly (string | number | boolean)[] }

export type ReadQuestion = {
  readonly table: string
  readonly ids?: readonly RecordId[] | undefined
  readonly where?: readonly Where[] | undefined
  readonly order?: 'newest' | 'oldest' | 'due' | undefined
  readonly after?: string | undefined
  readonly size?: number | undefined
}

export const readRecords = (_context: Context, _input: ReadQuestion): Promise<Result<{ readonly records: readonly RecordAnswer[]; readonly next: string | null }>> => Promise.reject(new Error('not built'))
export const openRecord = (_context: Context, _input: { readonly table: string; readonly id: RecordId }): Promise<Result<RecordAnswer>> => Promise.reject(new Error('not built'))
