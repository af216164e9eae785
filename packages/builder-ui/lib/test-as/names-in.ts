import type { Portal } from '@portico/engine/portal/portal'
import type { Language } from '@portico/engine/portal/text'
import type { Sighted } from '@portico/engine/test-as/sight'
import { nameOf, type Names } from '@portico/portal-ui/render/record.ts'
import { calledOf } from '@portico/portal-ui/render/timed.ts'

/** What records are called, as far as whoever looks may read their names. */
export const namesIn = (portal: Portal, records: readonly Sighted[], language: Language): Names => {
  const plain = Object.fromEntries(
    records.flatMap((record) => {
      const name = nameOf(portal, record)
      return name === undefined ? [] : [[record.id, name] as const]
    }),
  )
  const timed = records.flatMap((record) => {
    const called = calledOf(portal, record, language, plain)
    return called === undefined ? [] : [[record.id, called] as const]
  })
  return { ...plain, ...Object.fromEntries(timed) }
}
