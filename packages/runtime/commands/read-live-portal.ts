import type { Portal } from '@portico/engine/portal/portal'
import { portalFor, strangersPortal } from '@portico/engine/portal/portal-for'
import { ok, type Result } from '@portico/engine/result'
import type { Context } from './call.ts'

export type LivePortal = { readonly version: number; readonly hash: string; readonly portal: Portal }

/** The live portal as this caller's screens may know it; to a stranger little more than the practice's name. */
export const readLivePortal = async ({ adapters, call }: Context): Promise<Result<LivePortal>> => {
  const { version, hash, portal } = await adapters.live.reload()
  const account = call.token === null ? null : await adapters.sessions.account(call.token)
  const known = account ? portalFor(portal, account.row.audience, account.row.roles) : strangersPortal(portal)
  return ok({ version, hash, portal: known })
}
