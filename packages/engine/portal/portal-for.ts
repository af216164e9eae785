import { answersIn, clauseOf, pathsOf, type Condition } from '../access/condition.ts'
import { own as ownIn } from './own.ts'
import { peopleTable } from './people-table.ts'
import {
  requestFields,
  type Audience,
  type Field,
  type Form,
  type Permission,
  type Portal,
  type Question,
  type Queue,
  type Role,
  type State,
  type Table,
  type Transition,
  type Workflow,
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

/** A patient's field that leads to a table she may not see does not say where it leads. */
const withKnownTargets = (tables: Record<string, Table>, { audience }: Reader): Record<string, Table> => {
  if (audience === 'staff') return tables
  return each(tables, (table) => ({
    ...table,
    fields: each(table.fields, ({ to, ...field }) =>
      to !== undefined && Object.hasOwn(tables, to) ? { ...field, to } : field,
    ),
  }))
}

const isKnown = (tables: Record<string, Table>, table: string, path: string): boolean => {
  const [id = '', ...rest] = path.split('.')
  const field = ownIn(ownIn(tables, table)?.fields, id)
  if (!field) return requestFields.some((name) => name === id)
  return rest.length === 0 || (field.to !== undefined && isKnown(tables, field.to, rest.join('.')))
}

/** Patients are told a condition only where it speaks of nothing but what they see; the server knows it anyway. */
const mayTell = (
  tables: Record<string, Table>,
  table: string,
  condition: Condition | undefined,
  { audience }: Reader,
): boolean =>
  audience === 'staff' || pathsOf(clauseOf(condition)).every((path) => isKnown(tables, table, path))

const permissionFor = (tables: Record<string, Table>, permission: Permission, reader: Reader): Permission => {
  const { where, ...rest } = permission
  return where !== undefined && mayTell(tables, permission.table, where, reader) ? permission : rest
}

const among = (by: readonly string[], { roles }: Reader): string[] =>
  by.filter((role) => roles.includes(role))

const stateFor = (state: State, { audience }: Reader): State =>
  audience === 'staff'
    ? state
    : { 'patient-sees': state['patient-sees'], ...(state.ends && { ends: state.ends }) }

const transitionFor = (
  transition: Transition,
  table: string,
  tables: Record<string, Table>,
  reader: Reader,
): Transition => {
  const { notice: _, 'only-when': guard, clears = [], ...shown } = transition
  const isTold = guard !== undefined && mayTell(tables, table, guard, reader)
  const cleared = clears.filter((field) => isKnown(tables, table, field))
  return {
    ...shown,
    ...(isTold && { 'only-when': guard }),
    ...(cleared.length > 0 && { clears: cleared }),
    by: among(transition.by, reader),
  }
}

const workflowFor = (workflow: Workflow, tables: Record<string, Table>, reader: Reader): Workflow => {
  const own = some(
    each(workflow.transitions, (transition) => transitionFor(transition, workflow.table, tables, reader)),
    ({ by }) => reader.audience === 'staff' || by.length > 0,
  )
  const { notice: _, ...start } = workflow.start
  // The order is kept by how they stand; the list would name what is withheld.
  const { order: _order, ...shown } = workflow
  return {
    ...shown,
    start: { ...start, by: among(start.by, reader) },
    states: each(workflow.states, (state) => stateFor(state, reader)),
    transitions: own,
  }
}

/** What a form says of what is withheld goes with it: its empty sections, its checks, and where an answer comes from. */
const formFor = (portal: Portal, form: Form, tables: Record<string, Table>): Form => {
  const { sections, order, checks, ...rest } = form
  const people = peopleTable(portal, 'patient')?.id ?? ''
  const isTold = (question: Question): boolean =>
    typeof question.prefill !== 'object' || isKnown(tables, people, question.prefill.patient)
  const questions = form.questions
    .filter(({ ask }) => isKnown(tables, form.table, ask))
    .map(({ prefill, ...question }) =>
      prefill !== undefined && isTold({ ...question, prefill }) ? { ...question, prefill } : question,
    )
  const asked = (id: string): boolean => questions.some(({ ask }) => ask === id)
  const isUsed = (id: string): boolean => questions.some(({ section }) => section === id)
  const keptChecks = some(checks ?? {}, (check) => {
    const clause = clauseOf(check['only-when'])
    return [check.at, ...pathsOf(clause), ...answersIn(clause)].every(asked)
  })
  return {
    ...rest,
    questions,
    ...(sections && { sections: some(sections, (_, id) => isUsed(id)) }),
    ...(order && { order: order.filter(isUsed) }),
    ...(checks && { checks: keptChecks }),
  }
}

const formsFor = (
  portal: Portal,
  workflows: Readonly<Record<string, Workflow>>,
  tables: Record<string, Table>,
  { audience }: Reader,
): Record<string, Form> => {
  // Staff who begin none still read what a request's form asked apart from what was written down since.
  const started = new Set(
    Object.values(workflows).flatMap(({ start }) =>
      audience === 'staff' || start.by.length > 0 ? [start.form] : [],
    ),
  )
  return each(
    some(portal.forms, (_, id) => started.has(id)),
    (form) => formFor(portal, form, tables),
  )
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

export const portalFor = (whole: Portal, audience: Audience, roles: readonly string[]): Portal => {
  const { 'accepted-words': _accepted, 'out-of-date': _old, rehearsals: _rehearsals, ...portal } = whole
  const reader = { audience, roles }
  const permissions = ownPermissions(portal, reader)
  const tables = withKnownTargets(tablesFor(portal, permissions, reader), reader)
  const workflows = each(
    some(portal.workflows, ({ table }) => Object.hasOwn(tables, table)),
    (workflow) => workflowFor(workflow, tables, reader),
  )
  return {
    ...portal,
    // Pages fetch the logo's picture by its own address, once; the portal they ask for again and again.
    look: { colour: portal.look.colour },
    tables,
    roles: each(
      some(portal.roles, (_, id) => roles.includes(id)),
      roleFor,
    ),
    permissions: permissions.map((permission) => permissionFor(tables, permission, reader)),
    forms: formsFor(portal, workflows, tables, reader),
    queues: audience === 'staff' ? each(portal.queues, (queue) => queueFor(queue, reader)) : {},
    workflows,
    notices: {},
  }
}

/** What anybody may know before signing in: whose portal it is, how it looks, and where to call. */
export const strangersPortal = (portal: Portal): Portal => portalFor(portal, 'public', [])
