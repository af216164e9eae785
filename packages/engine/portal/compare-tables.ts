import { classWords, isLower } from '../field/class.ts'
import { changeOf, type Change } from './change.ts'
import { expressionWords } from './expression-words.ts'
import { fieldName, listed, tableName } from './name.ts'
import { own } from './own.ts'
import { isSame, pairsOf } from './pairs.ts'
import { capital } from './place.ts'
import { recordsName } from './plural.ts'
import type { Field, Portal, Table } from './portal.ts'
import { isWorkflowTable } from './workflow-table.ts'

const kept = 'What is in it is kept, and nobody can reach it any more.'

type Place = {
  readonly before: Portal
  readonly after: Portal
  readonly table: string
  readonly field: string
}

const searchWords = { exact: 'by the whole value', words: 'by the beginnings of its words' } as const

const searchChange = ({ after, table, field }: Place, old: Field, now: Field): readonly Change[] => {
  if (old.search === now.search) return []
  const path = ['tables', table, 'fields', field, 'search']
  const name = `${fieldName(after, table, field)} of ${recordsName(after, table)}`
  if (now.search === undefined)
    return [
      changeOf({ kind: 'drop-index', table, field }, path, `${name} can no longer be searched.`, {
        narrows: true,
      }),
    ]
  return [
    changeOf(
      { kind: 'add-index', table, field },
      path,
      `${name} can now be found ${searchWords[now.search]}.`,
      { widens: true },
    ),
  ]
}

const classChange = ({ after, table, field }: Place, old: Field, now: Field): readonly Change[] => {
  if (old.class === now.class) return []
  const lower = isLower(now.class, old.class)
  const sentence = `${fieldName(after, table, field)} of ${recordsName(after, table)} is now “${classWords[now.class]}” instead of “${classWords[old.class]}”${lower ? ', which protects it less' : ''}.`
  const path = ['tables', table, 'fields', field, 'class']
  return [
    changeOf({ kind: 'change-class', table, field }, path, sentence, {
      widens: lower,
      narrows: !lower,
      touchesOpenRequests: isWorkflowTable(after, table),
    }),
  ]
}

const optionChanges = ({ before, after, table, field }: Place, old: Field, now: Field): readonly Change[] => {
  const { added, removed, kept } = pairsOf(old.options ?? {}, now.options ?? {})
  const isOut = ({ retired = [] }: Field, option: string): boolean => retired.includes(option)
  const between = (from: Field, to: Field) =>
    kept
      .filter(({ id }) => isOut(from, id) && !isOut(to, id))
      .map(({ id, after: label }) => [id, label] as const)
  const path = ['tables', table, 'fields', field, 'options']
  return [
    ...added.map(([option, { en }]) =>
      changeOf(
        { kind: 'add-option', table, field, option },
        [...path, option],
        isOut(now, option)
          ? `${fieldName(after, table, field)} knows *${en}*, which is not offered.`
          : `${fieldName(after, table, field)} can now be *${en}*.`,
      ),
    ),
    ...[...removed, ...between(now, old)].map(([option, { en }]) =>
      changeOf(
        { kind: 'retire-option', table, field, option },
        [...path, option],
        `${fieldName(before, table, field)} can no longer be *${en}*; records that have it keep it.`,
      ),
    ),
    ...between(old, now).map(([option, { en }]) =>
      changeOf(
        { kind: 'add-option', table, field, option },
        [...path, option],
        `${fieldName(after, table, field)} can be *${en}* again.`,
      ),
    ),
  ]
}

const onceChange = ({ after, table, field }: Place, old: Field, now: Field): readonly Change[] => {
  if (old.once === now.once) return []
  const name = `${fieldName(after, table, field)} of ${recordsName(after, table)}`
  const sentence = now.once
    ? `What ${name} leads to can now be taken by one of them at a time.`
    : `What ${name} leads to can now be taken by several of them at once.`
  return [
    changeOf({ kind: 'change-once', table, field }, ['tables', table, 'fields', field, 'once'], sentence, {
      touchesOpenRequests: isWorkflowTable(after, table),
    }),
  ]
}

const limitsOf = (field: Field): readonly (string | number | undefined)[] => [
  field.min,
  field.max,
  field.decimals,
  field['not-before'],
  field['not-after'],
]

const decimalWords = (decimals: number): string => {
  if (decimals === 0) return 'a whole number'
  return `written with at most ${decimals} ${decimals === 1 ? 'digit' : 'digits'} after the point`
}

const limitWords = (field: Field): string => {
  const day = (limit: string) => (limit === 'today' ? 'the day it is answered' : limit)
  const parts = [
    ...(field.min === undefined ? [] : [`at least ${field.min}`]),
    ...(field.max === undefined ? [] : [`at most ${field.max}`]),
    ...(field.decimals === undefined ? [] : [decimalWords(field.decimals)]),
    ...(field['not-before'] === undefined ? [] : [`not before ${day(field['not-before'])}`]),
    ...(field['not-after'] === undefined ? [] : [`not after ${day(field['not-after'])}`]),
  ]
  return parts.length === 0 ? 'has no limits any more' : `is now to be ${listed(parts)}`
}

const limitsChange = ({ after, table, field }: Place, old: Field, now: Field): readonly Change[] => {
  if (isSame(limitsOf(old), limitsOf(now))) return []
  const name = `${fieldName(after, table, field)} of ${recordsName(after, table)}`
  return [
    changeOf(
      { kind: 'change-limits', table, field },
      ['tables', table, 'fields', field],
      `${name} ${limitWords(now)}.`,
    ),
  ]
}

const expressionChange = ({ after, table, field }: Place, old: Field, now: Field): readonly Change[] => {
  if (isSame(old.from, now.from)) return []
  const name = `${fieldName(after, table, field)} of ${recordsName(after, table)}`
  return [
    changeOf(
      { kind: 'change-expression', table, field },
      ['tables', table, 'fields', field, 'from'],
      now.from
        ? `${name} is now ${expressionWords(after, table, now.from)}, for the records there are as well.`
        : `${name} is made of nothing any more.`,
    ),
  ]
}

const heldWords = ({ kind, of }: Field): string => (of === undefined ? kind : `${kind} of ${of}`)

const fieldChanges = (place: Place, old: Field, now: Field): readonly Change[] => {
  const { after, table, field } = place
  const path = ['tables', table, 'fields', field]
  const name = `${fieldName(after, table, field)} of ${recordsName(after, table)}`
  return [
    ...(old.kind === now.kind && old.of === now.of
      ? []
      : [
          changeOf(
            { kind: 'change-kind', table, field },
            [...path, 'kind'],
            `${name} is to hold ${heldWords(now)} instead of ${heldWords(old)}.`,
            { losesData: true },
          ),
        ]),
    ...(old.to === now.to
      ? []
      : [
          changeOf(
            { kind: 'change-target', table, field },
            [...path, 'to'],
            `${name} is to refer to ${tableName(after, now.to ?? '')} instead of ${tableName(place.before, old.to ?? '')}.`,
            { losesData: true },
          ),
        ]),
    ...classChange(place, old, now),
    ...optionChanges(place, old, now),
    ...searchChange(place, old, now),
    ...onceChange(place, old, now),
    ...limitsChange(place, old, now),
    ...expressionChange(place, old, now),
  ]
}

const filledWords = (portal: Portal, table: string, field: string, source: string): string =>
  `${fieldName(portal, table, field)} is added to ${recordsName(portal, table)} and takes over what converts of ${fieldName(portal, table, source)}, which keeps everything it holds.`

/** A field that is filled brings values with it, so that finding them by it is a change; an empty one finds nothing. */
const addedField = (place: Place, declared: Table, field: Field): readonly Change[] => {
  const { after, table, field: id } = place
  const source = own(declared.fields, field['filled-from'] ?? '')
  const difference = { kind: 'add-field', table, field: id } as const
  const path = ['tables', table, 'fields', id]
  if (!source || field['filled-from'] === undefined)
    return [
      changeOf(
        difference,
        path,
        `${fieldName(after, table, id)} is added to ${recordsName(after, table)}. Nobody sees it until a permission names it.`,
      ),
    ]
  return [
    changeOf(difference, path, filledWords(after, table, id, field['filled-from'])),
    ...(field.search === undefined ? [] : searchChange(place, source, field)),
  ]
}

/** Whose the records of a table are from now on. */
const whoseWords = (after: Portal, table: string, { patient, people }: Table): string => {
  const records = capital(recordsName(after, table))
  if (people !== undefined)
    return `${records} are now the ${people === 'staff' ? 'staff' : 'patients'} themselves.`
  if (patient === undefined) return `${records} now belong to no patient.`
  const [first = '', second] = patient.split('.')
  const to = own(own(after.tables, table)?.fields, first)?.to ?? ''
  const way = second === undefined ? '' : ` by its ${fieldName(after, to, second)}`
  return `${records} now belong to the patient that ${fieldName(after, table, first)} leads to${way}.`
}

/** A field that took over another one's values, and goes while that one stays, takes the change of kind back with it. */
const retiredWords = (before: Portal, after: Portal, table: string, field: string): string => {
  const name = fieldName(before, table, field)
  const source = own(own(before.tables, table)?.fields, field)?.['filled-from'] ?? ''
  const back = own(own(after.tables, table)?.fields, source)
  return back
    ? `${name} of ${recordsName(after, table)} holds ${heldWords(back)} again, as before its kind was changed: ${fieldName(after, table, source)} stands in its place. What was written down since is kept, and nobody can reach it any more.`
    : `${name} is taken out of ${recordsName(after, table)}. ${kept}`
}

const tableChanges = (
  before: Portal,
  after: Portal,
  table: string,
  old: Table,
  now: Table,
): readonly Change[] => {
  const touchesOpenRequests = isWorkflowTable(before, table)
  const fields = pairsOf(old.fields, now.fields)
  const path = (field: string) => ['tables', table, 'fields', field]
  const isMoved = old.patient !== now.patient || old.people !== now.people
  return [
    ...(isMoved
      ? [
          changeOf({ kind: 'change-ownership', table }, ['tables', table], whoseWords(after, table, now), {
            widens: true,
            narrows: true,
            touchesOpenRequests,
          }),
        ]
      : []),
    ...fields.added.flatMap(([field, added]) => addedField({ before, after, table, field }, now, added)),
    ...fields.removed.map(([field]) =>
      changeOf(
        { kind: 'retire-field', table, field },
        path(field),
        retiredWords(before, after, table, field),
        { narrows: true, losesData: true, touchesOpenRequests },
      ),
    ),
    ...fields.kept.flatMap(({ id: field, before: oldField, after: newField }) =>
      fieldChanges({ before, after, table, field }, oldField, newField),
    ),
  ]
}

const withFields = (portal: Portal, table: string, declared: Table): string => {
  const names = Object.keys(declared.fields).map((field) => fieldName(portal, table, field))
  return names.length === 0 ? '' : `, with ${listed(names)}`
}

/** What changes in tables and fields. Publishing only adds, so nothing here destroys a value. */
export const compareTables = (before: Portal, after: Portal): readonly Change[] => {
  if (isSame(before.tables, after.tables)) return []
  const tables = pairsOf(before.tables, after.tables)
  return [
    ...tables.added.map(([table, declared]) =>
      changeOf(
        { kind: 'add-table', table },
        ['tables', table],
        `The table ${tableName(after, table)} is added${withFields(after, table, declared)}.`,
      ),
    ),
    ...tables.removed.map(([table]) =>
      changeOf(
        { kind: 'retire-table', table },
        ['tables', table],
        `The table ${tableName(before, table)} is taken away. ${kept}`,
        {
          narrows: true,
          losesData: true,
          touchesOpenRequests: isWorkflowTable(before, table),
        },
      ),
    ),
    ...tables.kept.flatMap(({ id, before: old, after: now }) => tableChanges(before, after, id, old, now)),
  ]
}
