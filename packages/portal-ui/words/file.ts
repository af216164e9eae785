import type { Language } from '@portico/engine/portal/text'

/** What the control for a file says, fetched with it. */
export const fileWords = {
  en: { goesOn: 'This goes on by itself as soon as the file has arrived.' },
  es: { goesOn: 'Esto continúa solo en cuanto llegue el archivo.' },
} as const satisfies Record<Language, unknown>
