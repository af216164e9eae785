import { isPrivate } from '../field/class.ts'
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
 * her own; only who reads all of them anyway is told.
 */
export const isCountTold = (
  live: Portal,
  roles: readonly string[],
  fill: { readonly table: string; readonly source: string; readonly from: Field; readonly to: Field },
): boolean =>
  !isPrivate(fill.from.class) || !(isChosen(fill.from) || isChosen(fill.to)) || readsAll(live, roles, fill)
