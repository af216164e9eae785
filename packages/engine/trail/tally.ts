import { dayOf } from '../portal/local-time.ts'
import { deedOf, deeds, type Deed } from './deed.ts'
import type { Entry } from './entry.ts'

/** How often something was done, and when first and last. */
export type Tally = {
  readonly deed: Deed
  readonly times: number
  readonly first: string
  readonly last: string
  /** The tables it was about, in the order met. */
  readonly tables: readonly string[]
}

/** Somebody in the trail: an account in one capacity. A proxy acting for a patient is not the same as she herself. */
export type Doer = {
  readonly account: string | null
  readonly person: string | null
  readonly audience: string
  readonly onBehalfOf: string | null
  readonly roles: readonly string[]
}

export type ByDoer = Doer & {
  readonly key: string
  readonly tallies: readonly Tally[]
  readonly last: string
}
export type ByPatient = {
  readonly patient: string
  readonly tallies: readonly Tally[]
  readonly last: string
}

/** The patient stood for is another person: somebody acted for her. */
export const isProxyEntry = ({
  audience,
  person,
  onBehalfOf,
}: Pick<Entry, 'audience' | 'person' | 'onBehalfOf'>): boolean =>
  audience === 'patient' && onBehalfOf !== null && onBehalfOf !== person

const grouped = <T>(
  all: readonly T[],
  keyOf: (one: T) => string,
): ReadonlyMap<string, readonly [T, ...T[]]> => {
  const groups = new Map<string, [T, ...T[]]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}

const newest = (entries: readonly [Entry, ...Entry[]]): string =>
  entries.reduce((last, { at }) => (at > last ? at : last), entries[0].at)

const oldest = (entries: readonly [Entry, ...Entry[]]): string =>
  entries.reduce((first, { at }) => (at < first ? at : first), entries[0].at)

/** What was done, folded: each kind of deed once, the gravest first. */
export const talliesOf = (entries: readonly Entry[]): readonly Tally[] => {
  const byDeed = grouped(entries, deedOf)
  return deeds.flatMap((deed) => {
    const group = byDeed.get(deed)
    if (!group) return []
    const tables = [...new Set(group.flatMap(({ table }) => (table === null ? [] : [table])))]
    return [{ deed, times: group.length, first: oldest(group), last: newest(group), tables }]
  })
}

const latestFirst = (one: { readonly last: string }, other: { readonly last: string }): number =>
  other.last.localeCompare(one.last)

const keyOf = ({ account, audience, onBehalfOf }: Entry): string =>
  audience === 'patient' ? `${account ?? ''} for ${onBehalfOf ?? ''}` : (account ?? audience)

/** Who did it, each once, whoever did something last on top. */
export const byDoer = (entries: readonly Entry[]): readonly ByDoer[] =>
  [...grouped(entries, keyOf)]
    .map(([key, group]) => {
      const [{ account, person, audience, onBehalfOf }] = group
      const roles = [...new Set(group.flatMap((entry) => entry.roles))].toSorted()
      return {
        key,
        account,
        person,
        audience,
        onBehalfOf,
        roles,
        tallies: talliesOf(group),
        last: newest(group),
      }
    })
    .toSorted(latestFirst)

/** To whose records it was done, each patient once. An entry about several patients counts for each of them. */
export const byPatient = (entries: readonly Entry[]): readonly ByPatient[] =>
  [
    ...grouped(
      entries.flatMap((entry) => entry.patients.map((patient) => ({ patient, entry }))),
      ({ patient }) => patient,
    ),
  ]
    .map(([patient, group]) => {
      const of = group.map(({ entry }) => entry)
      return {
        patient,
        tallies: talliesOf(of),
        last: of.reduce((last, { at }) => (at > last ? at : last), ''),
      }
    })
    .toSorted(latestFirst)

export type DayLine = { readonly day: string; readonly doer: string; readonly tallies: readonly Tally[] }

/** An accounting: one line a day and person, newest day first. */
export const byDay = (entries: readonly Entry[], timezone: string): readonly DayLine[] =>
  [...grouped(entries, (entry) => `${dayOf({ timezone }, entry.at)} ${keyOf(entry)}`)]
    .map(([, group]) => ({
      day: dayOf({ timezone }, group[0].at),
      doer: keyOf(group[0]),
      tallies: talliesOf(group),
      last: newest(group),
    }))
    .toSorted((one, other) => other.day.localeCompare(one.day) || latestFirst(one, other))
    .map(({ day, doer, tallies }) => ({ day, doer, tallies }))
