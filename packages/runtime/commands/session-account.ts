import { ok, refuse, type Result } from '@portico/engine/result'
import { refusalIn } from '../postgres/fault.ts'
import type { Context } from './call.ts'
import { withRefusalEntry } from './refusal-entry.ts'
import type { SessionAccount } from './sessions.ts'

const asked = async ({ adapters, call }: Context): Promise<Result<SessionAccount | null>> => {
  try {
    return ok(call.token === null ? null : await adapters.sessions.account(call.token, call.standsFor))
  } catch (fault) {
    const refusal = refusalIn(fault)
    if (!refusal) throw fault
    return refuse(refusal)
  }
}

/** Who is signed in, and whom she stands for; null for a stranger. Who may not stand for that patient is refused. */
export const sessionAccount = async (context: Context): Promise<Result<SessionAccount | null>> =>
  withRefusalEntry(context, { verb: 'open' }, await asked(context))
