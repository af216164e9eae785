import { dayOf } from '@portico/engine/field/date-time'
import type { Field, Portal } from '@portico/engine/portal/portal'
import { openDayMoment } from '@portico/engine/workflow/open-day-moment'

/** Where and when the people are read: times of theirs may be written as still to come. */
export type Reading = { readonly portal: Portal; readonly now: string }

const typed = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)

/** What somebody would type: so many open days from today is that moment, and for a date that day. */
export const written = (
  { portal, now }: Reading,
  field: Field | undefined,
  value: string | number | boolean,
): string => {
  const text = typed(value)
  if (field?.kind === 'date-time') return openDayMoment(portal, text, now) ?? text
  const noon = field?.kind === 'date' ? openDayMoment(portal, `${text} at 12:00`, now) : null
  return noon === null ? text : dayOf(noon, portal.timezone)
}
