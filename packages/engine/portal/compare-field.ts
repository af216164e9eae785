import { classWords, isLower } from '../field/class.ts'
import { changeOf, type Change } from './change.ts'
import { expressionWords } from './expression-words.ts'
import { fieldName, listed, tableName } from './name.ts'
import { isSame, pairsOf } from './pairs.ts'
import { recordsName } from './plural.ts'
import type { Field, Portal } from './portal.ts'
import { isWorkflowTable } from './workflow-table.ts'

export type FieldPlace = {
  readonly before: Portal
  readonly after: Portal
  readonly table: string
  readonly field: string
}

const searchWords = { exact: 'by the whole value', words: 'by the beginnings of its words' } as const

export const searchChange = (
  { after, table, field }: FieldPlace,
  old: Field,
  now: Field,
): readonly Change[] => {
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

const classChange = ({ after, table, field }: FieldPlace, old: Field, now: Field): readonly Change[] => {
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

const optionChanges = (
  { before, after, table, field }: FieldPlace,
  old: Field,
  now: Field,
): readonly Change[] => {
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

const onceChange = ({ after, table, field }: FieldPlace, old: Field, now: Field): readonly Change[] => {
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

const limitsChange = ({ after, table, field }: FieldPlace, old: Field, now: Field): readonly Change[] => {
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

const expressionChange = ({ after, table, field }: FieldPlace, old: Field, now: Field): readonly Change[] => {
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

export const heldWords = ({ kind, of }: Field): string => (of === undefined ? kind : `${kind} of ${of}`)

/** What changes in a field that stays. */
export const compareField = (place: FieldPlace, old: Field, now: Field): readonly Change[] => {
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
