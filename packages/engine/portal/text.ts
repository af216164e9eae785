/** The languages people read. English is what every text has at least. */
export const languages = ['en', 'es'] as const
export type Language = (typeof languages)[number]

/** Words a practice wrote for people, per language. */
export type Text = { readonly en: string; readonly es?: string | undefined }

export const inLanguage = (text: Text, language: Language): string => text[language] ?? text.en

/** What an id is called when nobody gave it a label: `front-desk` reads "Front desk". */
export const wordsOfId = (id: string): string => {
  const words = id.replaceAll(/[-_]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const labelOf = (
  id: string,
  declared: { readonly label?: Text | undefined } | undefined,
  language: Language,
): string => (declared?.label ? inLanguage(declared.label, language) : wordsOfId(id))
