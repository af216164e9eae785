import { conditionPhrases, requestFieldLabels, type How } from '@portico/engine/access/condition-words'
import { isPrivate } from '@portico/engine/field/class'
import { requestFields, type Field, type Portal } from '@portico/engine/portal/portal'
import { peopleTable } from '@portico/engine/portal/people-table'
import { resolvePath } from '@portico/engine/portal/resolve'
import { isWorkflowTable } from '@portico/engine/portal/workflow-table'
import { fieldLabel, queueLabel, stateLabel } from '#lib/draft/label.ts'
import { words } from '#lib/words.ts'
import type { Scalar } from './rows.ts'

/** Where a condition stands: that decides what it may look at. */
export type Use = 'permission' | 'guard' | 'visibility' | 'check'
export type Sight = {
  readonly portal: Portal
  readonly table: string
  readonly use: Use
  /** Whose `me` it is. */
  readonly roles: readonly string[]
  /** Visibility and checks: what was asked. */
  readonly only?: readonly string[]
}
export type Option = { readonly value: string; readonly label: string }

const isComputed = ({ kind }: Field): boolean => kind === 'computed'
const isHidden = (field: Field): boolean => isPrivate(field.class) && field.kind !== 'reference'

const own = (portal: Portal, table: string, hides: (field: Field) => boolean): readonly string[] =>
  Object.entries(portal.tables[table]?.fields ?? {})
    .filter(([, field]) => !hides(field))
    .map(([id]) => id)

/** Everything a line may look at: the record's own fields, those of records it refers to, and how its request stands. */
export const pathsIn = ({ portal, table, use, only }: Sight): readonly string[] => {
  if (use === 'visibility' || use === 'check') return only ?? []
  const near = own(portal, table, (field) => isComputed(field) || (use === 'permission' && isHidden(field)))
  const far = near.flatMap((id) => {
    const to = portal.tables[table]?.fields[id]?.to
    return to === undefined
      ? []
      : own(portal, to, (field) => isComputed(field) || isHidden(field)).map((field) => `${id}.${field}`)
  })
  return [...near, ...far, ...(isWorkflowTable(portal, table) ? requestFields : [])]
}

export const pathLabel = ({ portal, table }: Pick<Sight, 'portal' | 'table'>, path: string): string => {
  const [id = '', ...rest] = path.split('.')
  const found = resolvePath(portal, table, id)
  if (found.kind === 'request-field') return requestFieldLabels[found.name].en
  const field = portal.tables[table]?.fields[id]
  if (!field) return id
  const label = fieldLabel(portal, table, id)
  return rest.length === 0 || field.to === undefined
    ? label
    : words.conditions.of(pathLabel({ portal, table: field.to }, rest.join('.')), label)
}

/** What sort of value stands at a path: a kind, or what a request has. */
export const sortAt = ({ portal, table }: Sight, path: string): string => {
  const found = resolvePath(portal, table, path)
  if (found.kind === 'field') return found.field.kind
  if (found.kind !== 'request-field') return 'text'
  if (found.name === 'assignee') return 'reference'
  return found.name === 'due' || found.name === 'created' ? 'date' : found.name
}

/** A day counts like the day of a moment; a reference is like those that lead to the same table. */
const sortOf = (sight: Sight, path: string): string => {
  const sort = sortAt(sight, path)
  return sort === 'date-time' ? 'date' : `${sort} ${targetAt(sight, path) ?? ''}`.trim()
}

/** All that can be asked of these is whether there is anything. */
const isAskedWhetherBlank = (sort: string): boolean =>
  ['address', 'attachment', 'signature', 'list'].includes(sort)

const ranges: readonly How[] = ['<', '<=', '>', '>=']
export const howsAt = (sight: Sight, path: string): readonly How[] => {
  const sort = sortAt(sight, path)
  if (isAskedWhetherBlank(sort)) return ['blank', 'filled']
  if (sort === 'many-choice') return ['includes', 'blank', 'filled']
  const compares: readonly How[] = sort === 'yes-no' ? ['='] : ['=', '!=']
  const several: readonly How[] = ['choice', 'state', 'queue'].includes(sort) ? ['in'] : []
  return [
    ...compares,
    ...several,
    ...(['number', 'money', 'date', 'time'].includes(sort) ? ranges : []),
    'blank',
    'filled',
  ]
}

const targetAt = ({ portal, table }: Sight, path: string): string | undefined => {
  const found = resolvePath(portal, table, path)
  if (found.kind === 'field') return found.field.to
  return path === 'assignee' ? peopleTable(portal, 'staff')?.id : undefined
}

/** The person signed in, and what is known of her, where that is of the same sort. */
const mine = (sight: Sight, path: string): readonly Option[] => {
  const target = targetAt(sight, path)
  const audiences = new Set(sight.roles.flatMap((role) => sight.portal.roles[role]?.audience ?? []))
  return [...audiences].flatMap((audience) => {
    const people = peopleTable(sight.portal, audience)
    if (!people || target === undefined) return []
    const facts = Object.entries(people.table.fields)
      .filter(([, field]) => field.kind === 'reference' && field.to === target)
      .map(([id]) => ({
        value: `me.${id}`,
        label: conditionPhrases.en.own(fieldLabel(sight.portal, people.id, id).toLowerCase()),
      }))
    return people.id === target ? [{ value: 'me', label: conditionPhrases.en.me }, ...facts] : facts
  })
}

/** What other questions were answered with, as far as it is of the same sort. */
export const answersAt = (sight: Sight, path: string): readonly Option[] =>
  sight.use !== 'check' || isAskedWhetherBlank(sortAt(sight, path))
    ? []
    : (sight.only ?? [])
        .filter((id) => id !== path && sortOf(sight, id) === sortOf(sight, path))
        .map((id) => ({
          value: `answer.${id}`,
          label: conditionPhrases.en.answer(`“${fieldLabel(sight.portal, sight.table, id)}”`),
        }))

const unique = (options: readonly Option[]): readonly Option[] =>
  options.filter(({ value }, index) => options.findIndex((other) => other.value === value) === index)

/** What can be picked at a path; empty where it is typed. */
export const choicesAt = (sight: Sight, path: string): readonly Option[] => {
  const { portal, table } = sight
  const sort = sortAt(sight, path)
  const found = resolvePath(portal, table, path)
  const workflow = Object.entries(portal.workflows).find(([, declared]) => declared.table === table)
  if (sort === 'state')
    return Object.keys(workflow?.[1].states ?? {}).map((value) => ({
      value,
      label: stateLabel(portal, workflow?.[0] ?? '', value),
    }))
  if (sort === 'queue')
    return Object.keys(portal.queues).map((value) => ({ value, label: queueLabel(portal, value) }))
  if (sort === 'yes-no')
    return [
      { value: 'yes', label: conditionPhrases.en.yes },
      { value: 'no', label: conditionPhrases.en.no },
    ]
  if ((sort === 'choice' || sort === 'many-choice') && found.kind === 'field')
    return Object.entries(found.field.options ?? {}).map(([value, text]) => ({ value, label: text.en }))
  return sort === 'reference' ? unique(mine(sight, path)) : []
}

/** What a new line compares with, so that it means something at once. */
export const firstValue = (sight: Sight, path: string): Scalar => {
  const sort = sortAt(sight, path)
  if (sort === 'yes-no') return true
  if (sort === 'number' || sort === 'money') return 0
  if (sort === 'time') return '12:00'
  return sort === 'date' ? 'today' : (choicesAt(sight, path)[0]?.value ?? '')
}

/** A reference nobody signed in could be compared with can still be blank. */
export const firstHow = (sight: Sight, path: string): How => {
  const sort = sortAt(sight, path)
  if (sort === 'reference' && choicesAt(sight, path).length === 0) return 'filled'
  if (isAskedWhetherBlank(sort)) return 'filled'
  return sort === 'many-choice' ? 'includes' : '='
}
