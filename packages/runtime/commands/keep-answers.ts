import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import type { RecordId } from '@portico/engine/brand'

export const keepAnswers = (_context: Context, _input: { readonly form: string; readonly typed: Readonly<Record<string, string>>; readonly patient?: RecordId | undefined }): Promise<Result<Record<string, never>>> => Promise.reject(new Error('not built'))
