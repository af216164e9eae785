import type { Language } from '@portico/engine/portal/text'

/** What a list says while it is made, fetched with it. */
export const listWords = {
  en: {
    item: (at: number) => `Number ${at}`,
    add: 'Add another',
    remove: 'Remove',
    removeItem: (at: number) => `Remove number ${at}`,
    removed: (left: number) => `Removed. ${left} left.`,
  },
  es: {
    item: (at: number) => `Número ${at}`,
    add: 'Añadir otro',
    remove: 'Quitar',
    removeItem: (at: number) => `Quitar el número ${at}`,
    removed: (left: number) => `Se quitó. Quedan ${left}.`,
  },
} as const satisfies Record<Language, unknown>
