import { clauseOf, isAll, isPaths, type Clause, type Condition } from '../access/condition.ts'
import type { Portal } from './portal.ts'

const both = (parts: readonly (boolean | null)[]): boolean | null =>
  parts.includes(false) ? false : parts.includes(null) ? null : true
const opposite = (holds: boolean | null): boolean | null => (holds === null ? null : !holds)

/** Whether a clause holds in a state, as far as the state alone decides; null when something else does. */
const holdsIn = (clause: Clause, state: string): boolean | null => {
  switch (clause.kind) {
    case 'all':
      return both(clause.of.map((part) => holdsIn(part, state)))
    case 'any':
      return opposite(both(clause.of.map((part) => opposite(holdsIn(part, state)))))
    case 'not':
      return opposite(holdsIn(clause.of, state))
    case 'blank':
      return clause.path === 'state' ? !clause.is : null
    case 'compare': {
      if (clause.path !== 'state') return null
      const isOne = clause.operands.some((one) => one.kind === 'literal' && one.value === state)
      if (clause.operator === '=' || clause.operator === 'in') return isOne
      return clause.operator === '!=' ? !isOne : false
    }
  }
}

/** The states a request of the table can be in. */
export const statesOfTable = (portal: Portal, table: string): readonly string[] =>
  Object.values(portal.workflows)
    .filter((workflow) => workflow.table === table)
    .flatMap(({ states }) => Object.keys(states))

/** The states in which a condition can hold at all; null when it can in every one. */
export const statesIn = (
  portal: Portal,
  table: string,
  where: Condition | undefined,
): readonly string[] | null => {
  const states = statesOfTable(portal, table)
  const clause = clauseOf(where)
  const possible = states.filter((state) => holdsIn(clause, state) !== false)
  return possible.length === states.length ? null : possible
}

/** The condition without what it asks of the state, where that can be taken out; undefined when nothing is left. */
const withoutStates = (where: Condition | undefined): Condition | undefined => {
  if (where === undefined) return undefined
  if (isAll(where)) {
    const parts = where.all.map(withoutStates).filter((part) => part !== undefined)
    return parts.length < 2 ? parts[0] : { all: parts }
  }
  if (!isPaths(where)) return clauseIsOfState(clauseOf(where)) ? undefined : where
  const paths = Object.entries(where).filter(([path]) => path !== 'state')
  return paths.length === 0 ? undefined : Object.fromEntries(paths)
}

const clauseIsOfState = (clause: Clause): boolean => {
  switch (clause.kind) {
    case 'all':
    case 'any':
      return clause.of.every(clauseIsOfState)
    case 'not':
      return clauseIsOfState(clause.of)
    case 'blank':
    case 'compare':
      return clause.path === 'state'
  }
}

/** The same records, in these states only; null for any state. */
export const withStates = (
  portal: Portal,
  table: string,
  where: Condition | undefined,
  states: readonly string[] | null,
): Condition | undefined => {
  const rest = withoutStates(where)
  const all = statesOfTable(portal, table)
  const [first] = states ?? []
  if (states === null || first === undefined || all.every((state) => states.includes(state))) return rest
  const chosen = { state: states.length === 1 ? first : { in: states } }
  if (rest === undefined) return chosen
  return isPaths(rest) ? { ...rest, ...chosen } : { all: [rest, chosen] }
}
