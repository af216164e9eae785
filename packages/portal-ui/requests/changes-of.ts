import { labelOf } from '@portico/engine/portal/text'
import type { EarlierValue } from '../call/api.ts'
import { cellInWords } from '../render/cell-words.ts'
import type { Change } from '../render/moment.ts'
import type { Names, ShownRecord } from '../render/record.ts'
import type { Telling } from './telling.ts'

/** What cells said before, as their reader reads it. */
export const changesOf = (
  { portal, language }: Pick<Telling, 'portal' | 'language'>,
  record: ShownRecord,
  earlier: readonly EarlierValue[],
  names: Names,
): readonly (Change & EarlierValue)[] =>
  earlier.map((one) => {
    const field = portal.tables[record.table]?.fields[one.field]
    return {
      ...one,
      label: labelOf(one.field, field, language),
      before: cellInWords(one.value, field, language, names, portal),
      isNow: record.cells[one.field] === one.value,
    }
  })
