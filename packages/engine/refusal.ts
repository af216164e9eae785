import type { FileReason } from './attachment/refused-file.ts'
import type { AnswerReason } from './field/kind.ts'
import type { Overlap } from './portal/merge.ts'
import type { Problem } from './portal/problem.ts'
import type { Text } from './portal/text.ts'

/** The answer to one field of a form that cannot be taken, and why. */
export type AnswerProblem = {
  readonly field: string
  readonly reason: AnswerReason
  /** What the form says of answers that do not go together. */
  readonly say?: Text
}

/**
 * An expected no. It carries names and ids only, never a field's value, because refusals travel to screens,
 * entries and idempotency rows. `not-found` also stands for not allowed: to a stranger they must look alike.
 */
export type Refusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'not-signed-in' }
  /** Nobody here may stand for that patient: never could, or cannot any more. */
  | { readonly code: 'not-acting-for' }
  | { readonly code: 'second-factor-needed' }
  | { readonly code: 'fresh-sign-in-needed'; readonly withinMinutes: number }
  | { readonly code: 'sign-in-failed' }
  | { readonly code: 'too-many-tries'; readonly retryAfterSeconds: number }
  | { readonly code: 'answers-invalid'; readonly answers: readonly AnswerProblem[] }
  | { readonly code: 'file-refused'; readonly reason: FileReason }
  | { readonly code: 'stale-version'; readonly version: number }
  | { readonly code: 'wrong-state'; readonly state: string }
  | { readonly code: 'only-when'; readonly transition: string }
  /** The colleague does not work on the queue, has the request already, or may not see it. */
  | { readonly code: 'not-assignable'; readonly reason: 'no-role' | 'has-it' | 'no-sight' }
  /** A legal hold, nobody who asked, somebody who did already, or the same person twice. */
  | {
      readonly code: 'not-shreddable'
      readonly reason: 'held' | 'not-held' | 'asked' | 'not-asked' | 'same-person'
    }
  /** Somebody was faster: what this field leads to can be taken once, and it is. */
  | { readonly code: 'taken'; readonly field: string }
  | { readonly code: 'key-reused' }
  | { readonly code: 'not-publishable'; readonly problems: readonly Problem[] }
  /** Somebody changed the draft since it was seen; where both changed the same thing, what each made of it. */
  | { readonly code: 'draft-changed'; readonly revision: number; readonly overlaps?: readonly Overlap[] }
  /** It makes access wider: a second person must agree first. */
  | { readonly code: 'approval-needed' }
  /** The reason may speak of somebody's health, and nobody said that it does not. */
  | { readonly code: 'reason-tells' }
  | { readonly code: 'portal-changed' }
  /** Somebody stopped the publishing before it switched over; what was live still is. */
  | { readonly code: 'publishing-stopped' }
  /** Something else had one of the tables for as long as publishing tried for it; what was live still is. */
  | { readonly code: 'tables-held' }
  | { readonly code: 'id-taken' }
  /** This person has an account already, or somebody signs in with this address. */
  | { readonly code: 'account-exists'; readonly of: 'person' | 'address' }

export type RefusalCode = Refusal['code']
