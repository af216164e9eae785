import { own } from './own.ts'
import { valueAt } from './part.ts'
import type { Portal } from './portal.ts'
import type { Path } from './problem.ts'
import { whyKept } from './use.ts'

/** Everything that something else can need. */
const thingsOf = (portal: Portal): readonly Path[] => [
  ...(['tables', 'roles', 'forms', 'queues', 'notices'] as const).flatMap((noun) =>
    Object.keys(portal[noun]).map((id) => [noun, id]),
  ),
  ...Object.entries(portal.tables).flatMap(([id, { fields }]) =>
    Object.keys(fields).map((field) => ['tables', id, 'fields', field]),
  ),
  ...Object.entries(portal.workflows).flatMap(([id, { states }]) =>
    Object.keys(states).map((state) => ['workflows', id, 'states', state]),
  ),
]

/** What goes with a thing when it is removed, and came from somebody who did not know. */
const isMentioned = (portal: Portal, [noun, id = '', part, key = '']: Path): boolean => {
  const { permissions, forms, workflows } = portal
  if (part === 'fields')
    return (
      permissions.some(({ table, fields }) => table === id && fields.includes(String(key))) ||
      Object.values(forms).some(
        ({ table, questions }) => table === id && questions.some(({ ask }) => ask === key),
      ) ||
      Object.values(workflows).some(
        ({ table, transitions }) =>
          table === id &&
          Object.values(transitions).some(({ asks = [], clears = [] }) =>
            [...asks, ...clears].includes(String(key)),
          ),
      )
    )
  if (part === 'states')
    return Object.values(own(workflows, String(id))?.transitions ?? {}).some(({ from }) =>
      from.includes(String(key)),
    )
  if (noun === 'tables') return permissions.some(({ table }) => table === id)
  return noun === 'roles' && permissions.some(({ role }) => role === id)
}

/** What is gone in the merged portal, was there before either began, and is needed by what only one of them left. */
export const holesIn = (
  portal: Portal,
  { base, mine, theirs }: Readonly<Record<'base' | 'mine' | 'theirs', Portal>>,
): readonly Path[] =>
  thingsOf(base).filter((path) => {
    const isInside = path.length > 2 && valueAt(portal, path.slice(0, 2)) === undefined
    if (isInside || valueAt(portal, path) !== undefined) return false
    const isNeeded = (one: Portal): boolean => whyKept(one, path) !== null || isMentioned(one, path)
    const byBoth = valueAt(mine, path) === undefined && valueAt(theirs, path) === undefined
    return isNeeded(portal) && (!byBoth || (!isNeeded(mine) && !isNeeded(theirs)))
  })
