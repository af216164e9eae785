import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import type { RecordId } from '@portico/engine/brand'

export const loadAnswers = (_context: Context, _input: { readonly form: string }): Promise<Result<{ readonly typed: Readonly<Record<string, string>>; readonly patient: RecordId | null } | null>> => Promise.reject(new Error('not built'))
