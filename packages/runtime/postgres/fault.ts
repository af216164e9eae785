import { DatabaseError } from 'pg'
import type { Refusal } from '@portico/engine/refusal'
import { onceFieldOf } from './once.ts'

/** The codes our own functions raise, and what each means to the one who called. Everything else is a fault. */
const refusals: Readonly<Record<string, Refusal>> = {
  PT000: { code: 'not-signed-in' },
  PT001: { code: 'portal-changed' },
  // The views of a version that two publishings have passed are gone before anybody can say that it is not live.
  '42P01': { code: 'portal-changed' },
  PT002: { code: 'not-signed-in' },
  PT003: { code: 'second-factor-needed' },
  PT004: { code: 'not-found' },
  PT005: { code: 'not-found' },
  PT007: { code: 'not-acting-for' },
  // Row security or a column grant said no: to the one who asked it is simply not there.
  '42501': { code: 'not-found' },
  // A reference to a record that is not there.
  '23503': { code: 'not-found' },
}

/** The views of a version go two publishings later: a process that missed both names what is not there any more. */
const isOldView = ({ code, message }: DatabaseError): boolean =>
  code === '42P01' && /^relation "p_[0-9a-f]{12}_/.test(message)

/** The `once` reference by which two records would lead to the same, or null. */
export const takenIn = (fault: unknown): { readonly table: string; readonly field: string } | null => {
  if (!(fault instanceof DatabaseError) || fault.code !== '23505') return null
  const field = onceFieldOf(fault.constraint ?? '')
  return field === null ? null : { table: fault.table ?? '', field }
}

/** The expected no behind what Postgres threw, or null for a fault. */
export const refusalIn = (fault: unknown): Refusal | null => {
  if (!(fault instanceof DatabaseError) || fault.code === undefined) return null
  const taken = takenIn(fault)
  if (taken) return { code: 'taken', field: taken.field }
  return isOldView(fault) ? { code: 'portal-changed' } : (refusals[fault.code] ?? null)
}

const transient: ReadonlySet<string> = new Set(['40001', '40P01', '55P03'])
export const isTransient = (fault: unknown): boolean =>
  fault instanceof DatabaseError && transient.has(fault.code ?? '')

/** The record is there already: the same call was made before. */
export const isThere = (fault: unknown): boolean =>
  fault instanceof DatabaseError && fault.code === '23505' && (fault.constraint ?? '').endsWith('_pkey')

/** Somebody publishes, or is about to, and nobody begins to act meanwhile. */
export const isPublishing = (fault: unknown): boolean =>
  fault instanceof DatabaseError && fault.code === 'PT008'

/** Postgres ended one of two transactions that waited for each other. */
export const isDeadlock = (fault: unknown): boolean =>
  fault instanceof DatabaseError && fault.code === '40P01'

/** What a connection prepared gives other columns by now, after an upgrade beside it: the connection is of no more use. */
export const isStalePlan = (fault: unknown): boolean =>
  fault instanceof DatabaseError && fault.code === '0A000'

/** A statement took longer than it may. */
export const isTimeout = (fault: unknown): boolean => fault instanceof DatabaseError && fault.code === '57014'
