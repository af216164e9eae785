import type { Role } from '@portico/engine/portal/portal'

/** The same role with another idle limit; an empty one leaves the practice's own. */
export const withIdle = (role: Role, idle: string): Role => ({
  audience: role.audience,
  ...(role.label ? { label: role.label } : {}),
  ...(role.powers ? { powers: role.powers } : {}),
  ...(idle === '' ? {} : { idle }),
})
