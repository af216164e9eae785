import { onceReferences } from '@portico/engine/record/once-references'
import { labelOf, type Language } from '@portico/engine/portal/text'
import type { Portal } from '../call/api.ts'

/** What a list is for: the questions that are answered by choosing from it, as "Time and place (Appointment)". */
export const chosenIn = (portal: Portal, list: string, language: Language): string =>
  Object.entries(portal.tables)
    .flatMap(([table, declared]) =>
      Object.entries(declared.fields)
        .filter(([, field]) => field.to === list)
        .map(([id, field]) => `${labelOf(id, field, language)} (${labelOf(table, declared, language)})`),
    )
    .join(', ')

/** Whether only one can have each. */
export const isHadOnce = (portal: Portal, list: string): boolean => onceReferences(portal, list).length > 0
