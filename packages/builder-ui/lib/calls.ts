import type { Refusal } from '@portico/engine/refusal'
import type { Router } from '@portico/runtime/router'
import { createTRPCClient, httpBatchLink, isTRPCClientError } from '@trpc/client'

/**
 * The runtime, typed. The header tells our own pages from a form on somebody else's; what is asked for goes in the
 * body, because an address lands in logs and histories, and a search holds a name.
 */
export const calls = createTRPCClient<Router>({
  links: [
    // More at once than the server takes would be refused; what is left over goes in a call of its own.
    httpBatchLink({ url: '/trpc', methodOverride: 'POST', maxItems: 25, headers: { 'x-portico': '1' } }),
  ],
})
export type Calls = typeof calls

/** What one call answers: `Answer<Calls['draft']['load']['query']>`. */
export type Answer<Call extends (...input: never[]) => Promise<unknown>> = Awaited<ReturnType<Call>>

/** The expected no inside a failed call; null when the call failed for another reason. */
export const refusalOf = (fault: unknown): Refusal | null =>
  isTRPCClientError<Router>(fault) ? (fault.data?.refusal ?? null) : null
