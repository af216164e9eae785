import type { Verb } from '../portal/portal.ts'
import type { Language } from '../portal/text.ts'

/** What can be done, in words: a record is made by filling in a form. */
export const verbWords = {
  en: { read: 'read', create: 'fill in', update: 'change', delete: 'delete', export: 'export' },
  es: { read: 'leer', create: 'rellenar', update: 'cambiar', delete: 'borrar', export: 'exportar' },
} as const satisfies Record<Language, Record<Verb, string>>
