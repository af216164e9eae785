import type { Portal } from '@portico/engine/portal/portal'
import { portalFor, strangersPortal } from '@portico/engine/portal/portal-for'
import { ok, type Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import { sessionAccount } from './session-account.ts'
import type { SessionAccount } from './sessions.ts'
import { shownLogo, type ShownLogo } from './shown-logo.ts'

export type LivePortal = {
  readonly version: number
  readonly hash: string
  readonly portal: Portal
  readonly logo: ShownLogo | null
  /** Where the office is, for those who may do something there. */
  readonly officeUrl?: string
}

/** Whoever has a power over the portal may know all of it, where portals are made: it holds rules, and nobody's data. */
const knowsAll = (
  { app }: Context['call'],
  { powers, second_factor: isProven }: SessionAccount['row'],
): boolean => app === 'office' && powers.length > 0 && isProven

/** The live portal as this caller's screens may know it; to a stranger little more than the practice's name. */
export const readLivePortal = async (context: Context): Promise<Result<LivePortal>> => {
  const { version, hash, portal } = await context.adapters.live.reload()
  const account = await sessionAccount(context)
  if (!account.ok) return account
  const logo = shownLogo(portal)
  if (!account.value) return ok({ version, hash, portal: strangersPortal(portal), logo })
  const { row } = account.value
  const known = knowsAll(context.call, row) ? portal : portalFor(portal, row.audience, row.roles)
  const { officeUrl } = context.adapters
  return ok({ version, hash, portal: known, logo, ...(row.powers.length > 0 && { officeUrl }) })
}
