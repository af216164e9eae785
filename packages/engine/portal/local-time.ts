import { Temporal } from 'temporal-polyfill'
import type { Portal } from './portal.ts'

/** An instant in the practice's own time. */
export const localOf = ({ timezone }: Pick<Portal, 'timezone'>, at: string): Temporal.ZonedDateTime =>
  Temporal.Instant.from(at).toZonedDateTimeISO(timezone)

/** The practice's day at an instant, as `2026-11-23`. */
export const dayOf = (practice: Pick<Portal, 'timezone'>, at: string): string =>
  localOf(practice, at).toPlainDate().toString()
