import type { Language } from '@portico/engine/portal/text'
import { en, type Words } from './en.ts'
import { es } from './es.ts'

const catalogues = { en, es } satisfies Record<Language, Words>

export const wordsIn = (language: Language): Words => catalogues[language]
export const languageNames = { en: en.languageName, es: es.languageName } satisfies Record<Language, string>
