import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import type { Portal } from '@portico/engine/portal/portal'

export type DraftPage = {
  readonly revision: number
  readonly portal: Portal
  readonly live: { readonly version: number; readonly hash: string; readonly portal: Portal }
  readonly history: readonly {
    readonly revision: number
    readonly at: string
    readonly by: string
    readonly sentence: string
  }[]
}

export const loadDraft = (_context: Context): Promise<Result<DraftPage>> =>
  Promise.reject(new Error('not built'))
