import type { Role } from '@portico/engine/portal/portal'

/** The same role with another idle limit; an empty one leaves the practice's own. */
export const withIdle = ({ idle: _, ...role }: Role, idle: string): Role => ({
  ...role,
  ...(idle === '' ? {} : { idle }),
})
