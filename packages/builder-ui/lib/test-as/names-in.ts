import type { Portal } from '@portico/engine/portal/portal'
import type { Language } from '@portico/engine/portal/text'
import type { Sighted } from '@portico/engine/test-as/sight'
import { nameOf, type Names } from '@portico/portal-ui/render/record.ts'
import { calledOf, placeInWords } from '@portico/portal-ui/render/timed.ts'

/** What records are called, as far as whoever looks may read their names; to a patient times say how to get there. */
export const namesIn = (
  portal: Portal,
  records: readonly Sighted[],
  language: Language,
  isPatient: boolean,
): Names => {
  const namedBy = (name: typeof nameOf): Names =>
    Object.fromEntries(
      records.flatMap((record) => {
        const called = name(portal, record)
        return called === undefined ? [] : [[record.id, called] as const]
      }),
    )
  const companions = namedBy(isPatient ? placeInWords : nameOf)
  const timed = records.flatMap((record) => {
    const called = calledOf(portal, record, language, companions)
    return called === undefined ? [] : [[record.id, called] as const]
  })
  return { ...namedBy(nameOf), ...Object.fromEntries(timed) }
}
