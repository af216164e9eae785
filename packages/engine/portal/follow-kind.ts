import { apply } from './apply.ts'
import { isAlike } from './alike.ts'
import { own } from './own.ts'
import type { Field, Portal } from './portal.ts'

type Three = Readonly<Record<'base' | 'mine' | 'theirs', Portal>>

/** A field of which one of two people changed the kind: another field stands in its place. */
type Changed = {
  readonly by: 'mine' | 'theirs'
  readonly table: string
  readonly old: string
  readonly now: string
}

const otherOf = { mine: 'theirs', theirs: 'mine' } as const

const fieldOf = (portal: Portal, table: string, field: string): Field | undefined =>
  own(own(portal.tables, table)?.fields, field)

/** Of one field only one of them changed the kind; where both did, they are told so as of anything else. */
const changedBy = (three: Three, by: 'mine' | 'theirs'): readonly Changed[] =>
  Object.entries(three[by].tables).flatMap(([table, { fields }]) =>
    Object.entries(fields).flatMap(([now, { 'filled-from': old }]): readonly Changed[] => {
      const other = own(three[otherOf[by]].tables, table)
      const isTheirs = Object.values(other?.fields ?? {}).some((field) => field['filled-from'] === old)
      const isHers = old !== undefined && !fieldOf(three.base, table, now) && !isTheirs
      return isHers && other && own(other.fields, old) ? [{ by, table, old, now }] : []
    }),
  )

/** What a colleague made of the old field meanwhile: it is the new one's now. */
const kept = ['label', 'help', 'class'] as const
const withMeanwhile = (into: Field, before: Field, after: Field): Field => ({
  ...into,
  ...Object.fromEntries(
    kept.flatMap((key) => (isAlike(before[key], after[key]) ? [] : [[key, after[key]] as const])),
  ),
})

const swappedIn = (
  portal: Portal,
  into: Field,
  { table, old, now }: Changed,
  keepsOld: boolean,
): Portal | null => {
  const { 'filled-from': _, ...as } = into
  const result = apply(portal, { kind: 'change-kind', table, field: old, into: now, as, keepsOld })
  return result.ok ? result.value.portal : null
}

const followed = (three: Three, changed: Changed): Three => {
  const { by, table, old, now } = changed
  const other = otherOf[by]
  const into = fieldOf(three[by], table, now)
  const [before, after] = [fieldOf(three.base, table, old), fieldOf(three[other], table, old)]
  if (!into || !before || !after) return three
  const keepsOld = three[by].permissions.some((one) => one.table === table && one.fields.includes(old))
  const base = swappedIn(three.base, into, changed, keepsOld)
  const theirs = swappedIn(three[other], withMeanwhile(into, before, after), changed, keepsOld)
  // Whoever declared by hand that a field is filled from another one changed no kind.
  const isSwap = base && isAlike(fieldOf(base, table, old)?.label, fieldOf(three[by], table, old)?.label)
  return isSwap && theirs ? { ...three, base, [other]: theirs } : three
}

const nameOf = ({ table, old, now }: Changed): string => `${table} ${old} ${now}`

/**
 * Two people's portals and the one they began with, where one of them changed a field's kind: as if it had been so when
 * both began, so that whatever the other did with the old field is done with the one in its place.
 */
export const withKindsFollowed = (three: Three): Three => {
  const [first] = [...changedBy(three, 'mine'), ...changedBy(three, 'theirs')].toSorted((one, other) =>
    nameOf(one) < nameOf(other) ? -1 : 1,
  )
  if (!first) return three
  const next = followed(three, first)
  // A kind that was changed twice is followed twice.
  return next === three ? three : withKindsFollowed(next)
}
