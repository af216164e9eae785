import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import type { RecordId } from '@portico/engine/brand'
import type { Text } from '@portico/engine/portal/text'
import type { Refusal } from '@portico/engine/refusal'
import type { RecordAnswer } from './record-answer.ts'

export type RequestPage = {
  readonly record: RecordAnswer
  readonly transitions: readonly { readonly id: string; readonly label: Text; readonly asks: readonly string[]; readonly may: boolean; readonly refusal: Refusal | null }[]
  readonly timeline: readonly {
    readonly at: string
    readonly transition: string | null
    readonly from: string | null
    readonly to: string
    readonly by: 'you' | 'patient' | 'staff' | 'system'
    readonly staff: RecordId | null
  }[]
}

export const openRequest = (_context: Context, _input: { readonly table: string; readonly id: RecordId }): Promise<Result<RequestPage>> => Promise.reject(new Error('not built'))
