import { initTRPC, TRPCError, type TRPC_ERROR_CODE_KEY } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { Refusal, RefusalCode } from '@portico/engine/refusal'
import type { Result } from '@portico/engine/result'
import type { Context } from '../commands/call.ts'

/** The one table from an expected no to what the protocol says. No other file knows these codes. */
const codes = {
  'not-found': 'NOT_FOUND',
  'not-signed-in': 'UNAUTHORIZED',
  'not-acting-for': 'FORBIDDEN',
  'second-factor-needed': 'UNAUTHORIZED',
  'fresh-sign-in-needed': 'UNAUTHORIZED',
  'sign-in-failed': 'UNAUTHORIZED',
  'too-many-tries': 'TOO_MANY_REQUESTS',
  'answers-invalid': 'UNPROCESSABLE_CONTENT',
  'file-refused': 'UNPROCESSABLE_CONTENT',
  'stale-version': 'CONFLICT',
  'wrong-state': 'CONFLICT',
  'only-when': 'CONFLICT',
  'not-assignable': 'CONFLICT',
  'not-shreddable': 'CONFLICT',
  taken: 'CONFLICT',
  'key-reused': 'CONFLICT',
  'not-publishable': 'PRECONDITION_FAILED',
  'draft-changed': 'CONFLICT',
  'approval-needed': 'PRECONDITION_FAILED',
  'reason-tells': 'PRECONDITION_FAILED',
  'portal-changed': 'CONFLICT',
  'publishing-stopped': 'CONFLICT',
  'tables-held': 'CONFLICT',
  'id-taken': 'CONFLICT',
  'account-exists': 'CONFLICT',
} satisfies Record<RefusalCode, TRPC_ERROR_CODE_KEY>

class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

const fixedSentence = 'Something went wrong here. Nothing was lost; please try again.'

const { procedure, router, mergeRouters } = initTRPC.context<Context>().create({
  /** Strangers get a code and a fixed sentence: never a message, a stack or a path, in development neither. */
  errorFormatter: ({ shape, error }) => {
    const refusal = error.cause instanceof Refused ? error.cause.refusal : undefined
    return {
      code: shape.code,
      message: refusal?.code ?? fixedSentence,
      data: { code: shape.data.code, httpStatus: shape.data.httpStatus, refusal },
    }
  },
})
export { procedure, router, mergeRouters }

/** The same no for a call that is no procedure. */
export const statusOf = ({ code }: Refusal): number =>
  getHTTPStatusCodeFromError(new TRPCError({ code: codes[code] }))

/** Hands a command's value on, or turns its refusal into the protocol's no. */
export const answer = async <T>(outcome: Promise<Result<T>>): Promise<T> => {
  const result = await outcome
  if (result.ok) return result.value
  throw new TRPCError({ code: codes[result.refusal.code], cause: new Refused(result.refusal) })
}
