import type { RecordId } from '@portico/engine/brand'
import { refuse, type Result } from '@portico/engine/result'
import type { Refusal } from '@portico/engine/refusal'
import type { Login } from '../postgres/logins.ts'
import { isDeadlock, refusalIn } from '../postgres/fault.ts'
import type { Version } from '../postgres/live-store.ts'
import type { Attempted } from '../postgres/trail-store.ts'
import type { Context } from './call.ts'
import { withRefusalEntry } from './refusal-entry.ts'

/** The caller as the database will check it. */
export type Caller = {
  readonly mac: Buffer
  readonly standsFor: RecordId | null
  readonly isByPerson: boolean
  readonly login: Extract<Login, 'portico_patient' | 'portico_staff'>
}

const callerOf = ({ adapters, call }: Context): Caller | null => {
  if (call.token === null) return null
  return {
    mac: adapters.macs.session(call.token),
    standsFor: call.standsFor,
    isByPerson: call.isByPerson,
    login: call.token.startsWith('p.') ? 'portico_patient' : 'portico_staff',
  }
}

/** Two who swap what can be taken once wait for each other; one of them is rolled back whole, and tried again. */
const undeadlocked = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (fault) {
    if (!isDeadlock(fault)) throw fault
    return work()
  }
}

const oneTry = async <T>(
  context: Context,
  work: (caller: Caller, live: Version) => Promise<Result<T>>,
): Promise<Result<T>> => {
  const caller = callerOf(context)
  if (!caller) return refuse<Refusal>({ code: 'not-signed-in' })
  // The database says so too; here it is said for calls that would begin no actor.
  if (caller.standsFor !== null && caller.login === 'portico_staff')
    return refuse<Refusal>({ code: 'not-acting-for' })
  try {
    return await undeadlocked(async () => work(caller, await context.adapters.live.current()))
  } catch (fault) {
    const refusal = refusalIn(fault)
    if (!refusal) throw fault
    return refuse(refusal)
  }
}

/**
 * Does what a signed-in caller asks, and writes the entry when the answer is no. A process that missed a publishing
 * is refused, by the database or by the portal it still holds; it loads the live one and asks once more, so that people
 * notice nothing.
 */
export const attempt = async <T>(
  context: Context,
  attempted: Attempted,
  work: (caller: Caller, live: Version) => Promise<Result<T>>,
): Promise<Result<T>> => {
  const first = await oneTry(context, work)
  const isBehind =
    !first.ok && ((await context.adapters.live.catchUp()) || first.refusal.code === 'portal-changed')
  const result = isBehind ? await oneTry(context, work) : first
  return withRefusalEntry(context, attempted, result)
}
