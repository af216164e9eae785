import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'

export type TrailCheck = {
  readonly sound: boolean
  readonly size: number
  readonly unsealed: number
  readonly findings: readonly { readonly seq: string | null; readonly kind: 'altered' | 'removed' | 'inserted' | 'checkpoint'; readonly sentence: string }[]
  readonly checkedAt: string
}

export const checkTrail = (_context: Context): Promise<Result<TrailCheck>> => Promise.reject(new Error('not built'))
