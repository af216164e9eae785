import { clauseOf, pathsOf } from '../access/condition.ts'
import { own } from './own.ts'
import type { Audience, Form, Permission, Portal, State, Table, Transition, Workflow } from './portal.ts'

/** What an account's roles reach: its permissions, and by table the fields they name for looking or writing. */
type Reach = {
  readonly audience: Audience
  readonly roles: readonly string[]
  readonly permissions: readonly Permission[]
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>
}

const telling = ['read', 'create', 'update']

const reachOf = (portal: Portal, audience: Audience, held: readonly string[]): Reach => {
  const roles = held.filter((role) => own(portal.roles, role)?.audience === audience)
  const permissions = portal.permissions.filter(({ role }) => roles.includes(role))
  const fields = new Map<string, Set<string>>()
  for (const { table, may, fields: named } of permissions) {
    if (!may.some((verb) => telling.includes(verb))) continue
    fields.set(table, new Set([...(fields.get(table) ?? []), ...named]))
  }
  return { audience, roles, permissions, fields }
}

const chosen = <Value>(
  map: Readonly<Record<string, Value>>,
  keep: (id: string, value: Value) => Value | null,
): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    Object.entries(map).flatMap(([id, value]) => {
      const kept = keep(id, value)
      return kept === null ? [] : [[id, kept] as const]
    }),
  )

/** Every step of a path must be in reach, or the path itself would tell of what is withheld. */
const isPathInReach = (portal: Portal, reach: Reach, table: string, path: string): boolean => {
  const [id = '', ...rest] = path.split('.')
  const field = own(own(portal.tables, table)?.fields, id)
  if (!field)
    return rest.length === 0 && Object.values(portal.workflows).some((workflow) => workflow.table === table)
  if (!reach.fields.get(table)?.has(id)) return false
  return (
    rest.length === 0 || (field.to !== undefined && isPathInReach(portal, reach, field.to, rest.join('.')))
  )
}

const tableFor = (portal: Portal, reach: Reach, id: string, table: Table): Table | null => {
  const visible = reach.fields.get(id)
  if (!visible) return null
  const { patient, fields, ...rest } = table
  return {
    ...rest,
    ...(patient !== undefined && isPathInReach(portal, reach, id, patient) && { patient }),
    fields: chosen(fields, (name, { to, ...field }) => {
      if (!visible.has(name)) return null
      return to !== undefined && reach.fields.has(to) ? { ...field, to } : field
    }),
  }
}

/** Staff may know by which rule they see what they see; patients learn of a rule only what they can see anyway. */
const permissionFor = (portal: Portal, reach: Reach, permission: Permission): Permission | null => {
  if (!reach.fields.has(permission.table)) return null
  const { where, ...rest } = permission
  const isTold =
    reach.audience === 'staff' ||
    pathsOf(clauseOf(where)).every((path) => isPathInReach(portal, reach, permission.table, path))
  return { ...rest, ...(where !== undefined && isTold && { where }) }
}

const stateFor = (reach: Reach, state: State): State => {
  if (reach.audience === 'staff') return state
  return { 'patient-sees': state['patient-sees'], ...(state.ends && { ends: state.ends }) }
}

/** Staff see the names of all next steps, because history tells of them; whose they are and what they ask stays with those who take them. */
const transitionFor = (reach: Reach, transition: Transition): Transition | null => {
  const by = transition.by.filter((role) => reach.roles.includes(role))
  if (by.length === 0 && reach.audience !== 'staff') return null
  const { label, from, to, assign, asks } = transition
  const told = { ...(label && { label }), from, ...(to !== undefined && { to }), by }
  if (by.length === 0) return told
  const guard = transition['only-when']
  const fresh = transition['fresh-sign-in']
  return {
    ...told,
    ...(asks && { asks }),
    ...(fresh !== undefined && { 'fresh-sign-in': fresh }),
    ...(reach.audience === 'staff' && { ...(guard && { 'only-when': guard }), ...(assign && { assign }) }),
  }
}

/** A form somebody cannot begin with has no name for patients. */
const formOf = (reach: Reach, workflow: Workflow): string =>
  reach.audience === 'staff' || canStart(reach, workflow) ? workflow.start.form : ''

const canStart = (reach: Reach, workflow: Workflow): boolean =>
  workflow.start.by.some((role) => reach.roles.includes(role))

const workflowFor = (reach: Reach, workflow: Workflow): Workflow | null => {
  if (!reach.fields.has(workflow.table)) return null
  const { label, table, start } = workflow
  return {
    ...(label && { label }),
    table,
    start: {
      by: start.by.filter((role) => reach.roles.includes(role)),
      form: formOf(reach, workflow),
      ...(start.state !== undefined && { state: start.state }),
    },
    states: chosen(workflow.states, (_, state) => stateFor(reach, state)),
    transitions: chosen(workflow.transitions, (_, transition) => transitionFor(reach, transition)),
  }
}

const formFor = (portal: Portal, reach: Reach, id: string, form: Form): Form | null => {
  const isStarted = Object.values(portal.workflows).some(
    (workflow) => workflow.start.form === id && canStart(reach, workflow),
  )
  if (!isStarted) return null
  return { ...form, questions: form.questions.filter(({ ask }) => reach.fields.get(form.table)?.has(ask)) }
}

/**
 * What the browser of an account may know of the portal: what its roles may look at, fill in, start and take, and
 * nothing of anybody else. For patients what is withheld leaves no trace, not a name. It is for showing and for
 * checking early; what counts is decided where the whole portal is.
 */
export const portalFor = (portal: Portal, audience: Audience, roles: readonly string[]): Portal => {
  const reach = reachOf(portal, audience, roles)
  const workflows = chosen(portal.workflows, (_, workflow) => workflowFor(reach, workflow))
  const queues = new Set(
    Object.values(workflows).flatMap((workflow) => Object.values(workflow.states).map(({ queue }) => queue)),
  )
  return {
    portal: portal.portal,
    name: portal.name,
    ...(portal.phone !== undefined && { phone: portal.phone }),
    timezone: portal.timezone,
    hours: portal.hours,
    look: portal.look,
    tables: chosen(portal.tables, (id, table) => tableFor(portal, reach, id, table)),
    roles: chosen(portal.roles, (id, role) => (reach.roles.includes(id) ? role : null)),
    permissions: reach.permissions.flatMap((permission) => permissionFor(portal, reach, permission) ?? []),
    forms: chosen(portal.forms, (id, form) => formFor(portal, reach, id, form)),
    queues: chosen(portal.queues, (id, { label, roles: workers }) =>
      queues.has(id)
        ? { ...(label && { label }), roles: workers.filter((role) => reach.roles.includes(role)) }
        : null,
    ),
    workflows,
    notices: {},
  }
}
