import type {
  Audience,
  Field,
  Form,
  Permission,
  Portal,
  Queue,
  Role,
  State,
  Table,
  Transition,
  Workflow,
} from './portal.ts'

/**
 * The portal as one account's browser may know it. Staff learn the names of fields that are hidden from them, because
 * their screens say so; for patients what is withheld leaves no trace, not even a name.
 */
type Reader = { readonly audience: Audience; readonly roles: readonly string[] }

const some = <Value>(all: Readonly<Record<string, Value>>, keep: (value: Value, id: string) => boolean) =>
  Object.fromEntries(Object.entries(all).filter(([id, value]) => keep(value, id)))

const each = <From, To>(all: Readonly<Record<string, From>>, change: (value: From) => To) =>
  Object.fromEntries(Object.entries(all).map(([id, value]) => [id, change(value)]))

const ownPermissions = (portal: Portal, { audience, roles }: Reader): readonly Permission[] =>
  portal.permissions.filter(({ role }) => roles.includes(role) && portal.roles[role]?.audience === audience)

const isOwner = (table: Table, field: string): boolean => table.patient?.split('.')[0] === field

const fieldsFor = (
  id: string,
  table: Table,
  own: readonly Permission[],
  reader: Reader,
): Record<string, Field> => {
  if (reader.audience === 'staff') return { ...table.fields }
  const named = new Set(own.filter((permission) => permission.table === id).flatMap(({ fields }) => fields))
  return some(table.fields, (_, field) => named.has(field) || isOwner(table, field))
}

const tablesFor = (portal: Portal, own: readonly Permission[], reader: Reader): Record<string, Table> => {
  const reached = some(portal.tables, (_, id) => own.some((permission) => permission.table === id))
  return Object.fromEntries(
    Object.entries(reached).map(([id, table]) => [
      id,
      { ...table, fields: fieldsFor(id, table, own, reader) },
    ]),
  )
}

const among = (by: readonly string[], { roles }: Reader): string[] =>
  by.filter((role) => roles.includes(role))

const stateFor = (state: State, { audience }: Reader): State =>
  audience === 'staff'
    ? state
    : { 'patient-sees': state['patient-sees'], ...(state.ends && { ends: state.ends }) }

const transitionFor = (transition: Transition, reader: Reader): Transition => {
  const { notice: _, ...shown } = transition
  return { ...shown, by: among(transition.by, reader) }
}

const workflowFor = (workflow: Workflow, reader: Reader): Workflow => {
  const own = some(
    each(workflow.transitions, (transition) => transitionFor(transition, reader)),
    ({ by }) => reader.audience === 'staff' || by.length > 0,
  )
  const { notice: _, ...start } = workflow.start
  return {
    ...workflow,
    start: { ...start, by: among(start.by, reader) },
    states: each(workflow.states, (state) => stateFor(state, reader)),
    transitions: own,
  }
}

const formsFor = (portal: Portal, workflows: Readonly<Record<string, Workflow>>): Record<string, Form> => {
  const started = new Set(
    Object.values(workflows).flatMap(({ start }) => (start.by.length > 0 ? [start.form] : [])),
  )
  return some(portal.forms, (_, id) => started.has(id))
}

const queueFor = ({ mailbox: _, ...queue }: Queue, reader: Reader): Queue => ({
  ...queue,
  roles: among(queue.roles, reader),
})

const roleFor = ({ label, audience, idle }: Role): Role => ({
  audience,
  ...(label && { label }),
  ...(idle && { idle }),
})

export const portalFor = (portal: Portal, audience: Audience, roles: readonly string[]): Portal => {
  const reader = { audience, roles }
  const permissions = ownPermissions(portal, reader)
  const tables = tablesFor(portal, permissions, reader)
  const workflows = each(
    some(portal.workflows, ({ table }) => Object.hasOwn(tables, table)),
    (workflow) => workflowFor(workflow, reader),
  )
  return {
    ...portal,
    tables,
    roles: each(
      some(portal.roles, (_, id) => roles.includes(id)),
      roleFor,
    ),
    permissions,
    forms: formsFor(portal, workflows),
    queues: audience === 'staff' ? each(portal.queues, (queue) => queueFor(queue, reader)) : {},
    workflows,
    notices: {},
  }
}

/** What anybody may know before signing in: whose portal it is, how it looks, and where to call. */
export const strangersPortal = (portal: Portal): Portal => portalFor(portal, 'public', [])
