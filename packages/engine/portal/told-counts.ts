import { isPrivate } from '../field/class.ts'
import { own } from './own.ts'
import type { Field, Portal } from './portal.ts'

const isChosen = ({ kind }: Field): boolean => kind === 'choice' || kind === 'many-choice'

/** Whether one of these roles reads the field of every record, under no condition. */
const readsAll = (
  { permissions }: Portal,
  roles: readonly string[],
  { table, source }: { readonly table: string; readonly source: string },
): boolean =>
  permissions.some(
    (one) =>
      roles.includes(one.role) &&
      one.table === table &&
      one.may.includes('read') &&
      one.where === undefined &&
      one.fields.includes(source),
  )

/**
 * Whether somebody with these roles may be told how many values of a field convert. What can be chosen is called as whoever
 * makes the field calls it, so how many private values are called like one of them would tell her how many hold a word of
 * her own; only who reads all of them anyway is told. What is live says as well as the draft what the values are: a draft
 * that calls them less private changes nothing in them.
 */
export const isCountTold = (
  live: Portal,
  roles: readonly string[],
  fill: { readonly table: string; readonly source: string; readonly from: Field; readonly to: Field },
): boolean => {
  const lives = own(own(live.tables, fill.table)?.fields, fill.source)
  const sources = lives ? [fill.from, lives] : [fill.from]
  return (
    !sources.some((source) => isPrivate(source.class)) ||
    ![...sources, fill.to].some(isChosen) ||
    readsAll(live, roles, fill)
  )
}

/** The same of a field that was filled: how many values it has is how many of the other converted. */
export const isFilledCountTold = (
  live: Portal,
  roles: readonly string[],
  { table, field }: { readonly table: string; readonly field: string },
): boolean => {
  const fields = own(live.tables, table)?.fields
  const to = own(fields, field)
  const source = to?.['filled-from']
  const from = source === undefined ? undefined : own(fields, source)
  return !to || source === undefined || !from || isCountTold(live, roles, { table, source, from, to })
}
