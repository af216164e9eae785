import type { Edit } from './edit.ts'
import { own } from './own.ts'
import { valueAt, type Part } from './part.ts'
import type { Portal } from './portal.ts'
import { errorAt, type Path, type Problem } from './problem.ts'
import { whyKept } from './use.ts'

/** What an edit makes of a portal: parts to put in, or the reason why it cannot be. */
export type Parts = readonly Part[] | Problem
type Of<Kind extends Edit['kind']> = Extract<Edit, { readonly kind: Kind }>

export const nowhere = (path: Path): Problem =>
  errorAt('edit-nowhere', path, 'What this edit is about is not there any more.')

export const removed = (portal: Portal, path: Path): Parts =>
  valueAt(portal, path) === undefined ? nowhere(path) : [{ path }]

/** Removing never leaves a hole: what something else needs stays, and the reason says what to change first. */
export const withoutUnused = (portal: Portal, path: Path): Parts => {
  const why = whyKept(portal, path)
  if (why !== null) return errorAt('in-use', path, why)
  const gone = removed(portal, path)
  const [noun, id] = path
  if ('code' in gone || (noun !== 'tables' && noun !== 'roles')) return gone
  const rest = portal.permissions.filter(({ table, role }) => (noun === 'tables' ? table : role) !== id)
  return [...gone, { path: ['permissions'], value: rest }]
}

/** A field goes with every mention of it that grants, asks or orders; conditions that read it become problems. */
export const withoutField = (portal: Portal, { table, field }: Of<'remove-field'>): Parts => {
  const path = ['tables', table, 'fields', field]
  if (valueAt(portal, path) === undefined) return nowhere(path)
  const why = whyKept(portal, path)
  if (why !== null) return errorAt('in-use', path, why)
  const permissions = portal.permissions.flatMap((permission) => {
    if (permission.table !== table || !permission.fields.includes(field)) return [permission]
    const fields = permission.fields.filter((id) => id !== field)
    return fields.length === 0 ? [] : [{ ...permission, fields }]
  })
  const forms = Object.entries(portal.forms)
    .filter(([, form]) => form.table === table && form.questions.some((question) => question.ask === field))
    .map(([id, form]) => ({
      path: ['forms', id, 'questions'],
      value: form.questions.filter((question) => question.ask !== field),
    }))
  const asks = Object.entries(portal.workflows).flatMap(([id, workflow]) =>
    Object.entries(workflow.transitions).flatMap(([key, transition]) =>
      (['asks', 'clears'] as const).flatMap((setting): readonly Part[] => {
        const named = transition[setting]
        if (workflow.table !== table || !named?.includes(field)) return []
        const rest = named.filter((other) => other !== field)
        return [
          { path: ['workflows', id, 'transitions', key, setting], ...(rest.length > 0 && { value: rest }) },
        ]
      }),
    ),
  )
  const filled = Object.entries(own(portal.tables, table)?.fields ?? {})
    .filter(([, { 'filled-from': source }]) => source === field)
    .map(([id]): Part => ({ path: ['tables', table, 'fields', id, 'filled-from'] }))
  return [{ path }, { path: ['permissions'], value: permissions }, ...forms, ...asks, ...filled]
}

/** What is gone is named in no order either. */
const outOfOrder = (
  portal: Portal,
  workflow: string,
  gone: Readonly<Record<'states' | 'transitions', readonly string[]>>,
): readonly Part[] => {
  const order = own(portal.workflows, workflow)?.order
  return (['states', 'transitions'] as const).flatMap((of): readonly Part[] => {
    const ids = order?.[of]
    if (!ids?.some((id) => gone[of].includes(id))) return []
    return [{ path: ['workflows', workflow, 'order', of], value: ids.filter((id) => !gone[of].includes(id)) }]
  })
}

/** A state goes with the steps that begin only there; those that begin elsewhere too lose it from their list. */
export const withoutState = (portal: Portal, { workflow, state }: Of<'remove-state'>): Parts => {
  const path = ['workflows', workflow, 'states', state]
  const why = whyKept(portal, path)
  if (why !== null) return errorAt('in-use', path, why)
  const gone = removed(portal, path)
  if ('code' in gone) return gone
  const steps = Object.entries(own(portal.workflows, workflow)?.transitions ?? {})
    .filter(([, { from }]) => from.includes(state))
    .map(([id, { from }]): Part => {
      const rest = from.filter((other) => other !== state)
      const at = ['workflows', workflow, 'transitions', id]
      return rest.length === 0 ? { path: at } : { path: [...at, 'from'], value: rest }
    })
  const lost = steps.flatMap(({ path: at, value }) => (value === undefined ? [String(at.at(-1))] : []))
  return [...gone, ...steps, ...outOfOrder(portal, workflow, { states: [state], transitions: lost })]
}

export const withoutTransition = (
  portal: Portal,
  { workflow, transition }: Of<'remove-transition'>,
): Parts => {
  const gone = removed(portal, ['workflows', workflow, 'transitions', transition])
  return 'code' in gone
    ? gone
    : [...gone, ...outOfOrder(portal, workflow, { states: [], transitions: [transition] })]
}

export const withoutPermission = (portal: Portal, at: number): Parts =>
  portal.permissions[at]
    ? [{ path: ['permissions'], value: portal.permissions.toSpliced(at, 1) }]
    : nowhere(['permissions', at])
