import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import type { Problem } from '@portico/engine/portal/problem'

export type DraftReview = {
  readonly changes: readonly {
    readonly kind: string
    readonly path: readonly (string | number)[]
    readonly sentence: string
    readonly widens: boolean
    readonly narrows: boolean
    readonly losesData: boolean
    readonly touchesOpenRequests: boolean
    readonly people: number | null
    readonly records: number | null
  }[]
  readonly problems: readonly Problem[]
  readonly openRequests: readonly { readonly workflow: string; readonly count: number }[]
}

export const reviewDraft = (_context: Context): Promise<Result<DraftReview>> =>
  Promise.reject(new Error('not built'))
