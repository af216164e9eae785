import { roleName } from './name.ts'
import type { Portal } from './portal.ts'
import { errorAt, hintAt, type Problem } from './problem.ts'
import { peopleTable } from './people-table.ts'

/** Whether somebody can hold each role, and whether only staff have powers over the portal. */
export const checkRoles = (portal: Portal): readonly Problem[] => {
  const roles = Object.entries(portal.roles)
  const problems = roles.flatMap(([id, { audience, powers, proxy }]): readonly Problem[] => {
    const path = ['roles', id]
    const name = roleName(portal, id)
    if (audience === 'system')
      return [
        errorAt(
          'role-system',
          [...path, 'audience'],
          `${name}: nobody can be the system. Choose another audience.`,
        ),
      ]
    const found: Problem[] = []
    if (audience !== 'public' && !peopleTable(portal, audience)) {
      const people = audience === 'patient' ? 'patients' : 'staff'
      found.push(
        errorAt(
          'role-without-people',
          [...path, 'audience'],
          `${name} is for ${people}, and no table says who they are. Mark one as the ${people}.`,
        ),
      )
    }
    if (proxy && audience !== 'patient') {
      found.push(
        errorAt(
          'proxy-outside-patients',
          [...path, 'proxy'],
          `${name} is for acting for a patient, so it must be a role for patients.`,
        ),
      )
    }
    if (audience !== 'staff' && (powers ?? []).length > 0) {
      found.push(
        errorAt(
          'powers-outside-staff',
          [...path, 'powers'],
          `${name} is not for staff, and only staff can have powers.`,
        ),
      )
    }
    return found
  })
  const canPublish = roles.some(([, role]) => role.powers?.includes('publish'))
  return canPublish
    ? problems
    : [
        ...problems,
        hintAt(
          'nobody-publishes',
          ['roles'],
          'No role has the power to publish, so nobody could change this portal again.',
        ),
      ]
}
