import type { Portal } from '@portico/engine/portal/portal'
import type { Tally } from '@portico/engine/trail/tally'
import { tableLabel } from '#lib/draft/label.ts'
import { answersWords } from './answers-words.ts'
import { whenIn } from './when.ts'

const tablesOf = (portal: Portal, tables: readonly string[]): string =>
  tables.length === 0 ? '' : answersWords.about(tables.map((table) => tableLabel(portal, table)).join(', '))

/** "opened 4 times (Refill)". */
export const tallyWords = (portal: Portal, { deed, times, tables }: Tally): string =>
  `${answersWords.deeds[deed](times)}${tablesOf(portal, tables)}`

/** "opened 4 times (Refill), last Tuesday 2:05 PM". */
export const tallyWithLast = (portal: Portal, tally: Tally): string =>
  `${tallyWords(portal, tally)}, ${answersWords.last(whenIn(portal.timezone, tally.last))}`
