import { TRPCClientError } from '@trpc/client'
import type { Refusal } from '@portico/engine/refusal'
import type { Router } from '@portico/runtime/router'
import type { Words } from '../words/en.ts'

const isCallError = (error: unknown): error is TRPCClientError<Router> => error instanceof TRPCClientError

/** The expected no a call was answered with; null when it failed in another way. */
export const refusalOf = (error: unknown): Refusal | null =>
  isCallError(error) ? (error.data?.refusal ?? null) : null

/** Nothing is there: the server said so, or cannot even read what was asked for, such as a mistyped address. */
export const isMissing = (error: unknown): boolean =>
  refusalOf(error)?.code === 'not-found' || (isCallError(error) && error.data?.code === 'BAD_REQUEST')

/** The server never answered: no network, or nobody there. */
export const isUnreachable = (error: unknown): boolean => isCallError(error) && error.data == null

/** What people are told. The server's own words about a fault are never shown. */
export const failureInWords = (error: unknown, words: Words): string => {
  const refusal = refusalOf(error)
  if (refusal === null) return isUnreachable(error) ? words.failures.offline : words.failures.fault
  switch (refusal.code) {
    case 'not-found':
      return words.failures.notFound
    case 'not-signed-in':
      return words.idle.ended
    case 'taken':
      return words.problems.taken
    case 'not-acting-for':
      return words.proxy.over
    case 'key-reused':
      return words.failures.keyReused
    case 'portal-changed':
    case 'draft-changed':
    case 'publishing-stopped':
    case 'tables-held':
    case 'approval-needed':
      return words.failures.portalChanged
    case 'not-assignable':
    case 'only-when':
      return words.failures.onlyWhen
    case 'wrong-state':
      return words.failures.wrongState
    case 'stale-version':
      return words.staff.fasterText
    case 'second-factor-needed':
      return words.failures.secondFactor
    case 'fresh-sign-in-needed':
      return words.staff.confirmText(refusal.withinMinutes)
    case 'sign-in-failed':
      return words.signIn.failed
    case 'too-many-tries':
      return words.signIn.tooMany(words.time.minutes(Math.ceil(refusal.retryAfterSeconds / 60)))
    case 'file-refused':
      return words.problems['file-refused']
    case 'answers-invalid':
      return words.shell.problem
    case 'id-taken':
    case 'account-exists':
    case 'not-shreddable':
    case 'not-publishable':
    case 'reason-tells':
      return words.failures.fault
  }
}
