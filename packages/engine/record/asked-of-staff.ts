import { clauseOf, factsOf, type Condition } from '../access/condition.ts'
import type { Portal } from '../portal/portal.ts'

const conditionsOf = ({ permissions, workflows }: Portal): readonly (Condition | undefined)[] => [
  ...permissions.map(({ where }) => where),
  ...Object.values(workflows).flatMap(({ transitions }) =>
    Object.values(transitions).map((transition) => transition['only-when']),
  ),
]

/** What permissions and steps ask of the person who acts: whoever changes it changes what she may do. */
export const askedOfStaff = (portal: Portal): ReadonlySet<string> =>
  new Set(
    conditionsOf(portal)
      .flatMap((condition) => factsOf(clauseOf(condition)))
      .filter((field) => field !== null),
  )
