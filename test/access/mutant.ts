import type { Condition } from '@portico/engine/access/condition'
import { conditionSchema } from '@portico/engine/access/condition-schema'
import { verbs, type Permission, type Portal } from '@portico/engine/portal/portal'
import {
  addresses,
  amounts,
  days,
  needs,
  queues,
  states,
  times,
  words,
} from '@portico/engine/testing/random-values'
import type { Random } from '@portico/engine/testing/random'
import { withoutOwners } from './layers.ts'

/** One thing that could be wrong with what is generated from a portal, as the portal it would have been generated from. */
type Mutation = { readonly name: string; readonly portal: Portal }

type Change = (random: Random, permission: Permission, portal: Portal) => readonly Permission[]

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !isList(value)

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** Rewrites one leaf of a condition, found by chance; what it makes of another is left alone. */
const rewritten = (
  random: Random,
  condition: Condition,
  leaf: (path: string, operand: unknown) => unknown,
): Condition => {
  const walk = (value: unknown): unknown => {
    if (isList(value)) {
      const at = random.below(value.length)
      return value.map((part, index) => (index === at ? walk(part) : part))
    }
    if (!isObject(value)) return value
    const keys = Object.keys(value)
    const key = random.pick(keys)
    const inner = value[key]
    const isNested = key === 'all' || key === 'any' || key === 'not'
    return { ...value, [key]: isNested ? walk(inner) : leaf(key, inner) }
  }
  return conditionSchema.parse(walk(condition))
}

const flips: Readonly<Record<string, string>> = {
  '=': '!=',
  '!=': '=',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
}

const flipped = (_: string, operand: unknown): unknown => {
  if (!isObject(operand)) return { '!=': operand }
  if ('is-blank' in operand) return { 'is-blank': operand['is-blank'] !== true }
  if ('in' in operand)
    return isList(operand['in']) ? { in: operand['in'].slice(1).concat('nothing') } : operand
  return Object.fromEntries(
    Object.entries(operand).map(([operator, value]) => [flips[operator] ?? operator, value]),
  )
}

/** Another value of the same kind, where the value is one of ours. */
const revalued =
  (random: Random) =>
  (_: string, operand: unknown): unknown => {
    const another = (value: unknown): unknown => {
      const family = [
        words,
        addresses,
        days,
        times,
        needs,
        amounts,
        states,
        queues,
        [true, false],
        [0, 1, 2],
      ].find((one) => one.some((item) => item === value))
      return family === undefined ? value : random.pick<unknown>(family)
    }
    if (!isObject(operand)) return another(operand)
    if ('in' in operand && isList(operand['in'])) return { in: operand['in'].map(another) }
    return Object.fromEntries(Object.entries(operand).map(([operator, value]) => [operator, another(value)]))
  }

const where = (permission: Permission, condition: Condition | undefined): readonly Permission[] => {
  const { where: _, ...rest } = permission
  return [condition === undefined ? rest : { ...rest, where: condition }]
}

const partsOf = (condition: Condition | undefined): readonly Condition[] => {
  if (!isObject(condition)) return []
  const entries = Object.entries<unknown>(condition)
  return entries.length > 1
    ? entries.map(([path, operand]) => conditionSchema.parse({ [path]: operand }))
    : []
}

const sameAudience = (portal: Portal, role: string): readonly string[] =>
  Object.keys(portal.roles).filter((id) => portal.roles[id]?.audience === portal.roles[role]?.audience)

const changes: Readonly<Record<string, Change>> = {
  'drops a permission': () => [],
  'drops a condition': (_, permission) => where(permission, undefined),
  'drops part of a condition': (random, permission) => {
    const parts = partsOf(permission.where)
    return parts.length > 0 ? where(permission, random.pick(parts)) : [permission]
  },
  'negates a condition': (_, permission) =>
    permission.where === undefined ? [permission] : where(permission, { not: permission.where }),
  'flips an operator': (random, permission) =>
    permission.where === undefined
      ? [permission]
      : where(permission, rewritten(random, permission.where, flipped)),
  'compares with another value': (random, permission) =>
    permission.where === undefined
      ? [permission]
      : where(permission, rewritten(random, permission.where, revalued(random))),
  'widens the fields': (random, permission, portal) => [
    {
      ...permission,
      fields: [
        ...new Set([
          ...permission.fields,
          random.pick(Object.keys(portal.tables[permission.table]?.fields ?? {})),
        ]),
      ],
    },
  ],
  'loses a field': (random, permission) => [
    {
      ...permission,
      fields: permission.fields.filter((_, index) => index !== random.below(permission.fields.length)),
    },
  ],
  'swaps the role': (random, permission, portal) => [
    { ...permission, role: random.pick(sameAudience(portal, permission.role)) },
  ],
  'forgets the role': (_, permission, portal) =>
    sameAudience(portal, permission.role).map((role) => ({ ...permission, role })),
  'adds a verb': (random, permission) => [
    { ...permission, may: [...new Set([...permission.may, random.pick(verbs)])] },
  ],
}

/** Everything, to everybody of every audience: what is left when a check is forgotten. */
const forgotten = (portal: Portal): Portal => ({
  ...withoutOwners(portal),
  permissions: Object.entries(portal.tables).flatMap(([table, { fields }]) =>
    Object.keys(portal.roles).map((role): Permission => ({
      role,
      table,
      may: [...verbs],
      fields: Object.keys(fields),
    })),
  ),
})

/** One mutation by chance, of what matters to somebody with these roles. */
export const mutationOf = (random: Random, portal: Portal, roles: readonly string[]): Mutation => {
  if (random.chance(0.1)) return { name: 'drops the ceiling', portal: withoutOwners(portal) }
  if (random.chance(0.02)) return { name: 'forgets the check', portal: forgotten(portal) }
  const name = random.pick(Object.keys(changes))
  const held = portal.permissions.flatMap(({ role }, index) => (roles.includes(role) ? [index] : []))
  const at = held.length > 0 ? random.pick(held) : 0
  const permissions = portal.permissions.flatMap((permission, index) =>
    index === at ? (changes[name]?.(random, permission, portal) ?? []) : [permission],
  )
  return { name, portal: { ...portal, permissions } }
}
