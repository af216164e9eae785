import { convert, whyNoConversion } from '../field/convert.ts'
import { kinds } from '../field/kinds.ts'
import type { Expression } from '../field/expression.ts'
import type { Edit } from './edit.ts'
import { own } from './own.ts'
import type { Part } from './part.ts'
import type { Field, Permission, Portal, Rehearsal, Transition } from './portal.ts'
import { errorAt } from './problem.ts'
import { conditionFor, put, type Swap } from './swap.ts'
import { formParts } from './swap-in-forms.ts'
import { labelOf, type Text } from './text.ts'
import { nowhere, type Parts } from './without.ts'

type ChangeKind = Extract<Edit, { readonly kind: 'change-kind' }>

const swapped = ({ old, now }: Swap, ids: readonly string[]): readonly string[] =>
  ids.map((id) => (id === old ? now : id))

const worked = ['read', 'update', 'export'] as const

/** What the old field is still open for, where requests that are under way go on with it. */
const kept = ({ table, old }: Swap, permission: Permission): readonly Permission[] => {
  const may = permission.may.filter((verb) => worked.some((one) => one === verb))
  const isIn = permission.table === table && permission.fields.includes(old)
  return isIn && may.length > 0 ? [{ ...permission, may, fields: [old] }] : []
}

const permissionsFor = (swap: Swap, keepsOld: boolean): readonly Permission[] => {
  const moved = swap.portal.permissions.map((permission) => {
    const where = conditionFor(swap, permission.table, permission.where, [permission.role])
    const fields = permission.table === swap.table ? swapped(swap, permission.fields) : permission.fields
    return { ...permission, fields, ...(where && { where }) }
  })
  return keepsOld ? [...moved, ...swap.portal.permissions.flatMap((one) => kept(swap, one))] : moved
}

const stepFor = (swap: Swap, table: string, step: Transition): Transition => {
  const isHere = table === swap.table
  const when = conditionFor(swap, table, step['only-when'], step.by)
  return {
    ...step,
    ...(isHere && step.asks && { asks: swapped(swap, step.asks) }),
    ...(isHere && step.clears && { clears: swapped(swap, step.clears) }),
    ...(when && { 'only-when': when }),
  }
}

const stepParts = (swap: Swap): readonly Part[] =>
  Object.entries(swap.portal.workflows).flatMap(([id, { table, transitions }]) =>
    Object.entries(transitions).flatMap(([key, step]) =>
      put(['workflows', id, 'transitions', key], step, stepFor(swap, table, step)),
    ),
  )

const expressionFor = (swap: Swap, from: Expression): Expression => {
  if ('sum' in from) return { sum: swapped(swap, from.sum) }
  if ('difference' in from) return { difference: swapped(swap, from.difference) }
  if ('join' in from) return { join: swapped(swap, from.join) }
  return { whether: conditionFor(swap, swap.table, from.whether, []) ?? from.whether }
}

const computedParts = (swap: Swap): readonly Part[] =>
  Object.entries(own(swap.portal.tables, swap.table)?.fields ?? {}).flatMap(([id, { from }]) =>
    from ? put(['tables', swap.table, 'fields', id, 'from'], from, expressionFor(swap, from)) : [],
  )

type Typed = Readonly<Record<string, string>>
type Act = {
  readonly with?: Typed | undefined
  readonly expect?: Rehearsal['start']['expect']
}

/** What would be typed into the new field; undefined where nothing of it converts, and an invented answer does. */
const typedFor = ({ portal, from, to }: Swap, typed: string): string | undefined => {
  const read = kinds[from.kind].parse(typed.trim(), from)
  const made = read.ok && read.value !== null ? convert(from, to, read.value, portal.timezone) : null
  if (!made?.ok) return undefined
  return typeof made.value === 'boolean' ? (made.value ? 'yes' : 'no') : String(made.value)
}

/** What a script leaves blank, or expects to be refused, is typed as it stands. */
const answersFor = (swap: Swap, { with: typed = {}, expect }: Act): Typed =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([id, said]): readonly (readonly [string, string])[] => {
      if (id !== swap.old) return [[id, said]]
      const isMeant = said.trim() === '' || expect?.refused === 'answers-invalid'
      const now = isMeant ? said : typedFor(swap, said)
      return now === undefined ? [] : [[swap.now, now]]
    }),
  )

const actFor = <One extends Act>(swap: Swap, act: One): One => {
  const sees = act.expect?.sees
  return {
    ...act,
    ...(act.with && { with: answersFor(swap, act) }),
    ...(sees && {
      expect: {
        ...act.expect,
        sees: {
          ...sees,
          ...(sees.visible && { visible: swapped(swap, sees.visible) }),
          ...(sees.hidden && { hidden: swapped(swap, sees.hidden) }),
        },
      },
    }),
  }
}

const rehearsalParts = (swap: Swap): readonly Part[] =>
  Object.entries(swap.portal.rehearsals ?? {}).flatMap(([id, rehearsal]) => {
    if (own(swap.portal.workflows, rehearsal.workflow)?.table !== swap.table) return []
    const now: Rehearsal = {
      ...rehearsal,
      start: actFor(swap, rehearsal.start),
      steps: rehearsal.steps.map((step) => actFor(swap, step)),
    }
    return put(['rehearsals', id], rehearsal, now)
  })

/** The same field under its old name, so that the two can be told apart. */
const formerLabel = (id: string, field: Field): Text => ({
  en: `${labelOf(id, field, 'en')} (before)`,
  es: `${labelOf(id, field, 'es')} (antes)`,
})

const partsFor = (swap: Swap, keepsOld: boolean): readonly Part[] => {
  const { portal, table, old, now, from, to } = swap
  return [
    { path: ['tables', table, 'fields', now], value: { ...to, 'filled-from': old } },
    { path: ['tables', table, 'fields', old, 'label'], value: formerLabel(old, from) },
    ...computedParts(swap),
    ...put(['permissions'], portal.permissions, permissionsFor(swap, keepsOld)),
    ...formParts(swap),
    ...stepParts(swap),
    ...rehearsalParts(swap),
  ]
}

/**
 * A field of another kind: a new field beside the old one that takes its place wherever it was named, and its values when
 * it is published. The old one stays with everything in it, named nowhere; where requests that are open go on by steps
 * that ask for it, it stays open to those who worked with it.
 */
export const withKindChanged = (portal: Portal, edit: ChangeKind): Parts => {
  const { table, field: old, into: now, as: to, keepsOld = false } = edit
  const path = ['tables', table, 'fields', old]
  const from = own(own(portal.tables, table)?.fields, old)
  if (!from) return nowhere(path)
  if (own(own(portal.tables, table)?.fields, now))
    return errorAt('id-taken', path, `The id "${now}" is taken. Choose another.`)
  const why = whyNoConversion(from, to)
  if (why !== null) return errorAt('no-conversion', [...path, 'kind'], why)
  return partsFor({ portal, table, old, now, from, to }, keepsOld)
}

const searchable: Readonly<Partial<Record<Field['kind'], true>>> = {
  text: true,
  'long-text': true,
  list: true,
}

/** What the new field is: as private as the old one, called the same, and found the same way where its kind can be. */
export const fieldOfKind = (id: string, from: Field, made: Pick<Field, 'kind' | 'options' | 'of'>): Field => {
  const retired = (from.retired ?? []).filter((option) => own(made.options, option) !== undefined)
  return {
    kind: made.kind,
    class: from.class,
    label: from.label ?? { en: labelOf(id, from, 'en'), es: labelOf(id, from, 'es') },
    ...(from.help && { help: from.help }),
    ...(made.options && { options: made.options }),
    ...(retired.length > 0 && { retired }),
    ...(made.of && { of: made.of }),
    ...(from.search === 'exact' || (from.search === 'words' && searchable[made.kind])
      ? { search: from.search }
      : {}),
  }
}
