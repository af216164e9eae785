import { mustBeSure } from '../notice/check-reason.ts'
import { ok, refuse, type Result } from '../result.ts'
import { permissionsWithBlock, permissionsWithCells } from './cell.ts'
import { withKindChanged } from './change-kind.ts'
import type { Edit } from './edit.ts'
import { partsOfForm } from './apply-form.ts'
import { inOrder, movedTo } from './order.ts'
import { markable, settled, withMarks } from './out-of-date.ts'
import { own } from './own.ts'
import { parseNext } from './parse-next.ts'
import { itemsOf, partBefore, withPart, type Part } from './part.ts'
import type { Portal } from './portal.ts'
import { errorAt, type Path, type Problem } from './problem.ts'
import { shared } from './shared.ts'
import { added, withSettings } from './with-settings.ts'
import {
  nowhere,
  removed,
  withoutField,
  withoutPermission,
  withoutState,
  withoutTransition,
  withoutUnused,
  type Parts,
} from './without.ts'

type Of<Kind extends Edit['kind']> = Extract<Edit, { readonly kind: Kind }>
const withCell = (portal: Portal, edit: Of<'set-cell'>): Parts => {
  const field = own(own(portal.tables, edit.table)?.fields, edit.field)
  if (!field || !own(portal.roles, edit.role)) return nowhere(['tables', edit.table, 'fields', edit.field])
  const cells = { ...edit, fields: [edit.field] }
  return [{ path: ['permissions'], value: permissionsWithCells(portal, cells, edit.on, edit.where) }]
}

const withBlock = (portal: Portal, edit: Of<'set-cells'>): Parts => {
  const fields = own(portal.tables, edit.table)?.fields
  const gone = edit.fields.find((field) => !own(fields, field))
  if (gone !== undefined) return nowhere(['tables', edit.table, 'fields', gone])
  const without = edit.roles.find((role) => !own(portal.roles, role))
  if (without !== undefined) return nowhere(['roles', without])
  return [{ path: ['permissions'], value: permissionsWithBlock(portal, edit) }]
}

/** Each setting as a part of its own, so that undoing one brings no other back. */
const eachOf = (path: Path, set: Readonly<Record<string, unknown>>): Parts =>
  Object.entries(set).flatMap(([key, value]) =>
    value === undefined ? [] : [{ path: [...path, key], ...(value !== null && { value }) }],
  )

const withWording = (portal: Portal, { notice, language, wording }: Of<'set-wording'>): Parts => {
  const path = ['notices', notice, 'wording', language]
  if (!own(portal.notices, notice)) return nowhere(path)
  return [{ path, ...(wording && { value: wording }) }]
}

/** The map itself stands in the new order too, so that its undoing brings back the one before to the letter. */
const moved = (
  portal: Portal,
  workflow: string,
  of: 'states' | 'transitions',
  id: string,
  to: number,
): Parts => {
  const path = ['workflows', workflow]
  const declared = own(portal.workflows, workflow)
  if (!declared || !Object.hasOwn(declared[of], id)) return nowhere([...path, of, id])
  const order = movedTo(Object.keys(declared[of]), id, to)
  return [
    { path: [...path, of], value: inOrder<unknown>(declared[of], order) },
    { path: [...path, 'order'], value: { ...declared.order, [of]: order } },
  ]
}

/** What is declared inside a workflow, or is one. */
const partsOfWorkflow = (portal: Portal, edit: Extract<Edit, { readonly workflow: string }>): Parts => {
  const path = ['workflows', edit.workflow]
  switch (edit.kind) {
    case 'add-workflow':
      return added(portal, path, edit.as)
    case 'change-start':
      return withSettings(portal, [...path, 'start'], edit.set)
    case 'remove-workflow':
      return removed(portal, path)
    case 'add-state':
      return added(portal, [...path, 'states', edit.state], edit.as)
    case 'change-state':
      return withSettings(portal, [...path, 'states', edit.state], edit.set)
    case 'remove-state':
      return withoutState(portal, edit)
    case 'move-state':
      return moved(portal, edit.workflow, 'states', edit.state, edit.to)
    case 'move-transition':
      return moved(portal, edit.workflow, 'transitions', edit.transition, edit.to)
    case 'add-transition':
      return added(portal, [...path, 'transitions', edit.transition], edit.as)
    case 'remove-transition':
      return withoutTransition(portal, edit)
    case 'change-transition':
      return withSettings(portal, [...path, 'transitions', edit.transition], edit.set)
  }
}

const withAccepted = (portal: Portal, { words, in: place, because, isSure }: Of<'accept-words'>): Parts => {
  if (mustBeSure({ reason: because, isSure }, words))
    return errorAt(
      'reason-tells',
      ['accepted-words'],
      'The reason may speak of somebody’s health. It is kept for ever: name no patient and no illness.',
    )
  const before = portal['accepted-words'] ?? []
  return [{ path: ['accepted-words'], value: [...before, { words, in: place, because }] }]
}

const partsOfNotice = (portal: Portal, edit: Extract<Edit, { readonly notice: string }>): Parts => {
  switch (edit.kind) {
    case 'add-notice':
      return added(portal, ['notices', edit.notice], edit.as)
    case 'change-notice':
      return withSettings(portal, ['notices', edit.notice], edit.set)
    case 'remove-notice':
      return withoutUnused(portal, ['notices', edit.notice])
    case 'set-wording':
      return withWording(portal, edit)
  }
}

/** The first one makes the place it stands in as well. */
const partsOfRehearsal = (portal: Portal, edit: Extract<Edit, { readonly rehearsal: string }>): Parts => {
  const path = ['rehearsals', edit.rehearsal]
  if (edit.kind === 'remove-rehearsal') return removed(portal, path)
  return portal.rehearsals
    ? added(portal, path, edit.as)
    : [{ path: ['rehearsals'], value: { [edit.rehearsal]: edit.as } }]
}

const partsOfField = (portal: Portal, edit: Extract<Edit, { readonly field: string }>): Parts => {
  switch (edit.kind) {
    case 'add-field':
      return added(portal, ['tables', edit.table, 'fields', edit.field], edit.as)
    case 'remove-field':
      return withoutField(portal, edit)
    case 'change-field':
      return withSettings(portal, ['tables', edit.table, 'fields', edit.field], edit.set)
    case 'change-kind':
      return withKindChanged(portal, edit)
    case 'set-cell':
      return withCell(portal, edit)
  }
}

const partsOf = (portal: Portal, edit: Edit): Parts => {
  if ('notice' in edit) return partsOfNotice(portal, edit)
  if ('rehearsal' in edit) return partsOfRehearsal(portal, edit)
  if ('field' in edit) return partsOfField(portal, edit)
  if ('name' in edit) return [{ path: ['name'], value: edit.name }]
  if ('currency' in edit) return [{ path: ['currency'], value: edit.currency }]
  if ('look' in edit) return [{ path: ['look', 'colour'], value: edit.look.colour }]
  if ('logo' in edit) return [{ path: ['look', 'logo'], ...(edit.logo && { value: edit.logo }) }]
  if ('workflow' in edit) return partsOfWorkflow(portal, edit)
  if ('form' in edit) return partsOfForm(portal, edit)
  switch (edit.kind) {
    case 'add-table':
      return added(portal, ['tables', edit.table], edit.as)
    case 'change-table':
      return withSettings(portal, ['tables', edit.table], edit.set)
    case 'remove-table':
      return withoutUnused(portal, ['tables', edit.table])
    case 'set-cells':
      return withBlock(portal, edit)
    case 'add-permission':
      return [{ path: ['permissions'], value: [...portal.permissions, edit.permission] }]
    case 'change-permission':
      return withSettings(portal, ['permissions', edit.at], edit.set)
    case 'remove-permission':
      return withoutPermission(portal, edit.at)
    case 'add-role':
      return added(portal, ['roles', edit.role], edit.as)
    case 'change-role':
      return withSettings(portal, ['roles', edit.role], edit.set)
    case 'remove-role':
      return withoutUnused(portal, ['roles', edit.role])
    case 'add-queue':
      return added(portal, ['queues', edit.queue], edit.as)
    case 'change-queue':
      return withSettings(portal, ['queues', edit.queue], edit.set)
    case 'remove-queue':
      return withoutUnused(portal, ['queues', edit.queue])
    case 'accept-words':
      return withAccepted(portal, edit)
    case 'set-practice':
      return eachOf([], edit.set)
    case 'change-logo':
      return eachOf(['look', 'logo'], edit.set)
    case 'set-label':
      return [{ path: [...edit.of, 'label'], ...(edit.label && { value: edit.label }) }]
    case 'settle-words':
      return settled(portal, edit.of)
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
  let root: unknown = markable(portal)
  const before: Part[] = []
  for (const part of parts.flatMap((one) => (one.path[0] === 'permissions' ? itemsOf(portal, one) : one))) {
    const next = withPart(root, part)
    if (!next) return refuse([nowhere(part.path)])
    before.unshift(partBefore(root, part))
    root = next.root
  }
  const parsed = parseNext(portal, root)
  if (!parsed.ok) return parsed
  // What is put back brings its marks along.
  const marked =
    edit.kind === 'restore' ? { portal: parsed.value, before: [] } : withMarks(portal, parsed.value)
  return ok({
    portal: shared(portal, marked.portal),
    inverse: { kind: 'restore', parts: [...marked.before, ...before] },
  })
}
