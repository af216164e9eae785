import { ok, type Result } from '@portico/engine/result'
import type { PortalUrls } from '../files/portal-places.ts'
import type { Template } from '../files/template.ts'
import type { PlacedPortal } from '../placed-portal.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

export type PortalsPage = {
  readonly canStart: boolean
  readonly templates: readonly Template[]
  readonly portals: readonly (PlacedPortal & { readonly urls: PortalUrls | null })[]
}

/** The practice's further portals, and what another one could begin from. */
export const listPortals = (context: Context): Promise<Result<PortalsPage>> =>
  attempt(context, { verb: 'build', detail: 'list-portals' }, (caller, live) =>
    withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, async () => {
      const { canStart, templates, list } = context.adapters.portals
      return ok({ canStart, templates: await templates(), portals: await list() })
    }),
  )
