import type { Actor } from '../access/actor.ts'
import { own } from '../portal/own.ts'
import type { Audience, Portal } from '../portal/portal.ts'

/**
 * Whether an actor is one of those in `by`: through a role it holds that the live portal still declares for
 * its audience. `system` names no role: only the system itself is meant, which needs none.
 */
export const isAmong = (by: readonly string[], actor: Actor, portal: Portal): boolean =>
  actor.audience === 'system'
    ? by.includes('system')
    : actor.roles.some(
        (role) =>
          role !== 'system' && by.includes(role) && own(portal.roles, role)?.audience === actor.audience,
      )

/** Whether a role of this audience is one of those in `by`. */
export const isByAudience = (by: readonly string[], audience: Audience, portal: Portal): boolean =>
  by.some((role) => own(portal.roles, role)?.audience === audience)
