import type { Refusal } from './refusal.ts'

/** Either what was asked for, or the expected no. Faults are thrown and never travel in here. */
export type Result<T, No = Refusal> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: No }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const refuse = <No>(refusal: No): { readonly ok: false; readonly refusal: No } => ({
  ok: false,
  refusal,
})
