// The small zod: what a form is checked with travels to every phone.
import { iso } from 'zod/mini'
import type { FieldValue } from '../access/condition.ts'
import type { Table } from '../portal/portal.ts'
import { parsed, unparsed, type Kind } from './kind.ts'

const instant = iso.datetime({ offset: true })

/**
 * An instant, as ISO text in UTC with milliseconds, which is also how the database hands it back. People enter and read
 * it in the practice's time zone: screens turn one into the other.
 */
export const dateTime = {
  parse: (typed) =>
    instant.safeParse(typed).success ? parsed(new Date(typed).toISOString()) : unparsed('not-a-date-time'),
  column: 'timestamptz',
} satisfies Kind

/** The day an instant falls on in a time zone, as YYYY-MM-DD. */
export const dayOf = (at: string, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(Date.parse(at))

/** What conditions know of a record's values: of a date and time its day in the practice's zone, like `due`. */
export const asConditionsKnow = (
  fields: Table['fields'],
  values: Readonly<Record<string, FieldValue>>,
  zone: string,
): Readonly<Record<string, FieldValue>> =>
  Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      id,
      fields[id]?.kind === 'date-time' && typeof value === 'string' ? dayOf(value, zone) : value,
    ]),
  )
