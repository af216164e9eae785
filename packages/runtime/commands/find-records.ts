import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import type { RecordAnswer } from './record-answer.ts'

export const findRecords = (_context: Context, _input: { readonly table: string; readonly words: string }): Promise<Result<{ readonly records: readonly RecordAnswer[] }>> => Promise.reject(new Error('not built'))
