import { z } from 'zod'
import type { RecordId } from '@portico/engine/brand'
import { languages, type Language } from '@portico/engine/portal/text'
import type { Transaction } from './transaction.ts'

const languageSchema = z.enum(languages).nullable()

const asked = async (
  transaction: Transaction,
  question: string,
  values: readonly unknown[],
): Promise<Language | null> => {
  const { rows } = await transaction.query<{ language: unknown }>(question, [...values])
  return languageSchema.parse(rows[0]?.language)
}

/** The language in which whoever acts is written to; null where nobody writes to her. */
export const ownMailLanguage = (transaction: Transaction): Promise<Language | null> =>
  asked(transaction, 'select portico.mail_language() as language', [])

export const setMailLanguage = async (transaction: Transaction, language: Language): Promise<void> => {
  await transaction.query('select portico.set_mail_language($1)', [language])
}

/** The language in which a patient is written to, for colleagues who see her record. */
export const mailLanguageOf = (transaction: Transaction, patient: RecordId): Promise<Language | null> =>
  asked(transaction, 'select portico.mail_language_of($1) as language', [patient])
