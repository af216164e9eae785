import type { Portal } from '@portico/engine/portal/portal'
import { portalFor, strangersPortal } from '@portico/engine/portal/portal-for'
import { ok, type Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import { sessionAccount } from './session-account.ts'

export type LivePortal = { readonly version: number; readonly hash: string; readonly portal: Portal }

/** The live portal as this caller's screens may know it; to a stranger little more than the practice's name. */
export const readLivePortal = async (context: Context): Promise<Result<LivePortal>> => {
  const { version, hash, portal } = await context.adapters.live.reload()
  const account = await sessionAccount(context)
  if (!account.ok) return account
  const known = account.value
    ? portalFor(portal, account.value.row.audience, account.value.row.roles)
    : strangersPortal(portal)
  return ok({ version, hash, portal: known })
}
