import { changeOf, type Change } from './change.ts'
import { compareField, heldWords, searchChange, type FieldPlace } from './compare-field.ts'
import { fieldName, listed, tableName } from './name.ts'
import { own } from './own.ts'
import { isSame, pairsOf } from './pairs.ts'
import { capital } from './place.ts'
import { recordsName } from './plural.ts'
import type { Field, Portal, Table } from './portal.ts'
import { isWorkflowTable } from './workflow-table.ts'

const kept = 'What is in it is kept, and nobody can reach it any more.'

const filledWords = (portal: Portal, table: string, field: string, source: string): string =>
  `${fieldName(portal, table, field)} is added to ${recordsName(portal, table)} and takes over what converts of ${fieldName(portal, table, source)}, which keeps everything it holds.`

/** A field that is filled brings values with it, so that finding them by it is a change; an empty one finds nothing. */
const addedField = (place: FieldPlace, declared: Table, field: Field): readonly Change[] => {
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
      compareField({ before, after, table, field }, oldField, newField),
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
