import type { Language } from '@portico/engine/portal/text'

/** In which language somebody is written to: said on her account's page and where she changes the screen's language. */
const en = {
  title: 'Messages to you',
  question: 'In which language shall we write to you?',
  hint: 'Messages only say that something has changed, and where to look.',
  save: 'Save',
  saving: 'Saving …',
  saved: 'From now on we write to you in English.',
  offer: 'Shall we write to you in English too?',
  offerWhy: 'Messages to you are in Spanish until now.',
  yes: 'Yes, in English',
  no: 'No, leave it',
  left: 'Messages to you stay in Spanish.',
}

const es: typeof en = {
  title: 'Mensajes para usted',
  question: '¿En qué idioma quiere que le escribamos?',
  hint: 'Los mensajes solo dicen que algo ha cambiado y dónde mirar.',
  save: 'Guardar',
  saving: 'Guardando …',
  saved: 'A partir de ahora le escribimos en español.',
  offer: '¿Le escribimos también en español?',
  offerWhy: 'Hasta ahora los mensajes para usted están en inglés.',
  yes: 'Sí, en español',
  no: 'No, dejarlo así',
  left: 'Los mensajes para usted siguen en inglés.',
}

export const contactWords: Readonly<Record<Language, typeof en>> = { en, es }
