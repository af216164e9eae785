import { own } from '../portal/own.ts'
import type { Due, Portal } from '../portal/portal.ts'

/** Time that passed between two things somebody did, and what the system took meanwhile. */
export type Passing = {
  readonly minutes: number
  /** The state in which it began to pass. */
  readonly from: string
  readonly taken: readonly {
    readonly takes: string
    readonly to: string
    readonly notices: readonly string[]
  }[]
}

const hour = 60
const day = 1440
const countMax = 9999

const spanOf = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`

/** The same time to the minute: in the largest unit it is whole in, or in two spans where there are too many. */
export const exactWaits = (minutes: number): readonly string[] => {
  const [unit, length] =
    minutes % day === 0
      ? (['day', day] as const)
      : minutes % hour === 0
        ? (['hour', hour] as const)
        : (['minute', 1] as const)
  const count = minutes / length
  if (count <= countMax) return [spanOf(count, unit)]
  const days = Math.floor(minutes / day)
  return [spanOf(days, 'day'), ...exactWaits(minutes - days * day)]
}

const spanPattern = /^(\d+) (business )?(second|minute|hour|day)s?$/

/** Three quarters of a span, where that is a whole number of its units. */
const threeQuarters = (within: string): readonly string[] => {
  const [, count = '', business = '', unit = ''] = spanPattern.exec(within) ?? []
  const part = Number(count) * 0.75
  return Number.isInteger(part) && part > 0 ? [spanOf(part, `${business}${unit}`)] : []
}

/** What fell due last is waited for as long as it was declared to take. */
const asDeclared = (due: Due | undefined, takes: string): readonly string[] => {
  if (due?.then === takes) return [due.within]
  return due?.['at 75%'] === takes ? threeQuarters(due.within) : []
}

const rounded = (minutes: number, unit: string, length: number, least: number): readonly string[] => {
  const count = minutes / length
  if (count < least) return []
  return [Math.round(count), Math.ceil(count), Math.floor(count)]
    .filter((whole) => whole <= countMax)
    .map((whole) => spanOf(whole, unit))
}

/** How a person would say it, the best way first: by the deadline it led to, else in days or hours. */
export const roundWaits = (
  portal: Portal,
  workflow: string,
  { minutes, from, taken }: Passing,
): readonly string[] => {
  const last = taken.at(-1)
  const state = taken.at(-2)?.to ?? from
  const due = own(own(portal.workflows, workflow)?.states, state)?.due
  return [
    ...(last ? asDeclared(due, last.takes) : []),
    ...rounded(minutes, 'day', day, 2),
    ...rounded(minutes, 'hour', hour, 1),
  ]
}
