import { remembered } from '../remembered.ts'
import type { Portal, Verb } from './portal.ts'

type Granted = ReadonlyMap<string, ReadonlySet<string>>

const keyOf = (role: string, verb: Verb, table: string): string => `${role} ${verb} ${table}`

/** Which fields each role may ever do what to, whatever the conditions: asked for thousands of times while one checks. */
const grantedBy = remembered((permissions: Portal['permissions']): Granted => {
  const granted = new Map<string, Set<string>>()
  for (const { role, table, may, fields } of permissions)
    for (const verb of may) {
      const key = keyOf(role, verb, table)
      const known = granted.get(key) ?? new Set()
      for (const field of fields) known.add(field)
      granted.set(key, known)
    }
  return granted
})

/** Whether a role may ever do this to some record of the table, or to some field of one. */
export const mayEver = (portal: Portal, role: string, verb: Verb, table: string, field?: string): boolean => {
  const fields = grantedBy(portal.permissions).get(keyOf(role, verb, table))
  return fields !== undefined && (field === undefined || fields.has(field))
}
