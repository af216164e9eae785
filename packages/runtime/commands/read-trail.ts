import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import type { AccountId, RecordId } from '@portico/engine/brand'
import type { Entry } from '@portico/engine/trail/entry'

export type TrailPage = {
  readonly entries: readonly (Entry & { readonly who: string })[]
  readonly next: string | null
  readonly size: number
  readonly unsealed: number
}

export const readTrail = (_context: Context, _input: { readonly patient?: RecordId | undefined; readonly account?: AccountId | undefined; readonly days: number; readonly verb?: string | undefined; readonly after?: string | undefined }): Promise<Result<TrailPage>> => Promise.reject(new Error('not built'))
