import type { Change } from '@portico/engine/portal/change'
import { own } from '@portico/engine/portal/own'
import type { Portal } from '@portico/engine/portal/portal'
import {
  cellReachSentence,
  grantsOf,
  isCellChange,
  isRoleChange,
  roleReachSentence,
} from '@portico/engine/portal/reach-sentence'
import { isFilledCountTold } from '@portico/engine/portal/told-counts'
import { touchedSentence, type OpenCount } from '@portico/engine/portal/touched-requests'
import { isValueChange, valuesSentence } from '@portico/engine/portal/values-sentence'
import { knownColumns, type KnownColumns } from '../postgres/joined-record.ts'
import { countPeople, countReach } from '../postgres/reach-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { countValues } from '../postgres/value-store.ts'

/** A change with what was counted for it, each in a sentence; null where there is nothing to tell. */
export type ReviewedChange = Change & {
  /** Whom and what it reaches in people and records. */
  readonly reach: string | null
  /** What becomes of the values there are. */
  readonly values: string | null
  /** The open requests it touches, by their stage. */
  readonly requests: string | null
}

/** One change is counted for so long, and all of a review; what is left then is told by how many records there are. */
const oneWithinMs = 2000
const allWithinMs = 8000

/** Both portals, and the roles of the one who is told. */
type Sides = { readonly before: Portal; readonly after: Portal; readonly roles: readonly string[] }

const reachOf = async (
  transaction: Transaction,
  { before, after, change }: { readonly before: Portal; readonly after: Portal; readonly change: Change },
  known: KnownColumns,
  withinMs: number,
): Promise<string | null> => {
  if (isRoleChange(change)) {
    const declared = own(before.roles, change.role) ?? own(after.roles, change.role)
    return roleReachSentence(before, after, change, await countPeople(transaction, change.role, declared))
  }
  if (!isCellChange(change)) return null
  const { role, table } = change
  const people = await countPeople(transaction, role, own(after.roles, role) ?? own(before.roles, role))
  const sides = {
    before: { portal: before, grants: grantsOf(before, change) },
    after: { portal: after, grants: grantsOf(after, change) },
  }
  const counted =
    people === 0 || change.verb === 'create'
      ? { gained: 0, lost: 0, isAtMost: false }
      : await countReach(transaction, { role, table, ...sides }, known, withinMs)
  return cellReachSentence(before, after, change, { people, ...counted })
}

const valuesOf = async (
  transaction: Transaction,
  { before, roles }: Pick<Sides, 'before' | 'roles'>,
  change: Change,
  known: KnownColumns,
  withinMs: number,
): Promise<string | null> => {
  if (!isValueChange(change)) return null
  if (change.kind !== 'retire-table' && !isFilledCountTold(before, roles, change)) return null
  const count = await countValues(transaction, before, change, known, withinMs)
  return count === null ? null : valuesSentence(change, count)
}

/** Each change with its reach, from real counts: one bounded query for each. */
export const withReach = async (
  transaction: Transaction,
  sides: Sides,
  changes: readonly Change[],
  open: readonly OpenCount[],
): Promise<readonly ReviewedChange[]> => {
  const { before, after } = sides
  const known = await knownColumns(transaction)
  const reviewed: ReviewedChange[] = []
  const begun = performance.now()
  const withinMs = (): number => Math.min(oneWithinMs, begun + allWithinMs - performance.now())
  for (const change of changes) {
    reviewed.push({
      ...change,
      reach: await reachOf(transaction, { before, after, change }, known, withinMs()),
      values: await valuesOf(transaction, sides, change, known, withinMs()),
      requests: touchedSentence(before, change, open),
    })
  }
  return reviewed
}
