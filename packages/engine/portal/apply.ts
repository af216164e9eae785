import { ok, refuse, type Result } from '../result.ts'
import { permissionsWithCell } from './cell.ts'
import type { Edit } from './edit.ts'
import { own } from './own.ts'
import { parsePortal } from './parse.ts'
import { partBefore, valueAt, withPart, type Part } from './part.ts'
import type { Portal } from './portal.ts'
import { errorAt, type Path, type Problem } from './problem.ts'

type Parts = readonly Part[] | Problem
type Of<Kind extends Edit['kind']> = Extract<Edit, { readonly kind: Kind }>
type Map = Readonly<Record<string, unknown>>

const isMap = (value: unknown): value is Map =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const nowhere = (path: Path): Problem =>
  errorAt('edit-nowhere', path, 'What this edit is about is not there any more.')

/** The id must be free: adding never overwrites. */
const added = (portal: Portal, path: Path, value: unknown): Parts =>
  valueAt(portal, path) === undefined
    ? [{ path, value }]
    : errorAt('id-taken', path, `The id "${String(path.at(-1))}" is taken. Choose another.`)

/** The settings that are given replace the old ones; null takes one away. */
const withSettings = (portal: Portal, path: Path, set: Map): Parts => {
  const before = valueAt(portal, path)
  if (!isMap(before)) return nowhere(path)
  const entries = Object.entries({
    ...before,
    ...Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)),
  })
  return [{ path, value: Object.fromEntries(entries.filter(([, value]) => value !== null)) }]
}

const removed = (portal: Portal, path: Path): Parts =>
  valueAt(portal, path) === undefined ? nowhere(path) : [{ path }]

/** A field goes with every mention of it that grants, asks or orders; conditions that read it become problems. */
const withoutField = (portal: Portal, { table, field }: Of<'remove-field'>): Parts => {
  const path = ['tables', table, 'fields', field]
  if (valueAt(portal, path) === undefined) return nowhere(path)
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
    Object.entries(workflow.transitions).flatMap(([key, transition]): readonly Part[] => {
      if (workflow.table !== table || !transition.asks?.includes(field)) return []
      const rest = transition.asks.filter((asked) => asked !== field)
      return [
        { path: ['workflows', id, 'transitions', key, 'asks'], ...(rest.length > 0 && { value: rest }) },
      ]
    }),
  )
  return [{ path }, { path: ['permissions'], value: permissions }, ...forms, ...asks]
}

const withQuestions = (
  portal: Portal,
  edit: Of<'add-question' | 'remove-question' | 'move-question'>,
): Parts => {
  const path = ['forms', edit.form, 'questions']
  const questions = own(portal.forms, edit.form)?.questions
  if (!questions) return nowhere(path)
  if (edit.kind === 'add-question')
    return [{ path, value: questions.toSpliced(edit.at ?? questions.length, 0, edit.question) }]
  const question = questions[edit.at]
  if (!question) return nowhere([...path, edit.at])
  const rest = questions.toSpliced(edit.at, 1)
  return [{ path, value: edit.kind === 'remove-question' ? rest : rest.toSpliced(edit.to, 0, question) }]
}

const withoutPermission = (portal: Portal, at: number): Parts =>
  portal.permissions[at]
    ? [{ path: ['permissions'], value: portal.permissions.toSpliced(at, 1) }]
    : nowhere(['permissions', at])

const withCell = (portal: Portal, edit: Of<'set-cell'>): Parts => {
  const field = own(own(portal.tables, edit.table)?.fields, edit.field)
  if (!field || !own(portal.roles, edit.role)) return nowhere(['tables', edit.table, 'fields', edit.field])
  return [{ path: ['permissions'], value: permissionsWithCell(portal, edit, edit.on, edit.where) }]
}

const withWording = (portal: Portal, { notice, language, wording }: Of<'set-wording'>): Parts => {
  const path = ['notices', notice, 'wording', language]
  if (!own(portal.notices, notice)) return nowhere(path)
  return [{ path, ...(wording && { value: wording }) }]
}

const withAccepted = (portal: Portal, { words, in: place, because }: Of<'accept-words'>): Parts => {
  const before = portal['accepted-words'] ?? []
  return [{ path: ['accepted-words'], value: [...before, { words, in: place, because }] }]
}

const partsOf = (portal: Portal, edit: Edit): Parts => {
  switch (edit.kind) {
    case 'add-table':
      return added(portal, ['tables', edit.table], edit.as)
    case 'add-field':
      return added(portal, ['tables', edit.table, 'fields', edit.field], edit.as)
    case 'remove-field':
      return withoutField(portal, edit)
    case 'change-field':
      return withSettings(portal, ['tables', edit.table, 'fields', edit.field], edit.set)
    case 'add-question':
    case 'remove-question':
    case 'move-question':
      return withQuestions(portal, edit)
    case 'change-question':
      return withSettings(portal, ['forms', edit.form, 'questions', edit.at], edit.set)
    case 'set-cell':
      return withCell(portal, edit)
    case 'add-permission':
      return [{ path: ['permissions'], value: [...portal.permissions, edit.permission] }]
    case 'remove-permission':
      return withoutPermission(portal, edit.at)
    case 'set-role':
      return [{ path: ['roles', edit.role], value: edit.as }]
    case 'add-state':
      return added(portal, ['workflows', edit.workflow, 'states', edit.state], edit.as)
    case 'change-state':
      return withSettings(portal, ['workflows', edit.workflow, 'states', edit.state], edit.set)
    case 'add-transition':
      return added(portal, ['workflows', edit.workflow, 'transitions', edit.transition], edit.as)
    case 'remove-transition':
      return removed(portal, ['workflows', edit.workflow, 'transitions', edit.transition])
    case 'change-transition':
      return withSettings(portal, ['workflows', edit.workflow, 'transitions', edit.transition], edit.set)
    case 'set-wording':
      return withWording(portal, edit)
    case 'accept-words':
      return withAccepted(portal, edit)
    case 'set-name':
      return [{ path: ['name'], value: edit.name }]
    case 'set-label':
      return [{ path: [...edit.of, 'label'], ...(edit.label && { value: edit.label }) }]
    case 'restore':
      return edit.parts
  }
}

const isProblem = (parts: Parts): parts is Problem => 'code' in parts

/** What an edit makes of a draft, and the edit that undoes it exactly. A draft always keeps its shape: `check` is for the rest. */
export type Applied = { readonly portal: Portal; readonly inverse: Edit }

export const apply = (portal: Portal, edit: Edit): Result<Applied, readonly Problem[]> => {
  const parts = partsOf(portal, edit)
  if (isProblem(parts)) return refuse([parts])
  let root: unknown = portal
  const before: Part[] = []
  for (const part of parts) {
    const next = withPart(root, part)
    if (!next) return refuse([nowhere(part.path)])
    before.unshift(partBefore(root, part))
    root = next.root
  }
  const parsed = parsePortal(root)
  if (!parsed.ok) return parsed
  return ok({ portal: parsed.value, inverse: { kind: 'restore', parts: before } })
}
