import { inLanguage, languages, type Language, type Text } from '@portico/engine/portal/text'
import { wordsIn } from './words-in.ts'

const keptUnder = 'language'

/** What was chosen here before, else the browser's first language that we speak. */
const languageAtFirst = (): Language =>
  [localStorage.getItem(keptUnder) ?? '', ...navigator.languages]
    .map((wish) => wish.slice(0, 2))
    .flatMap((wish) => languages.filter((language) => language === wish))[0] ?? 'en'

/** Who reads these pages: in which language. Only that choice is kept in the browser, never a value. */
class Reader {
  language = $state<Language>(languageAtFirst())
  words = $derived(wordsIn(this.language))

  /** Whether she chose another one on this page: what is in the other language elsewhere can follow. */
  hasChanged = $state(false)

  choose(language: Language) {
    this.hasChanged ||= language !== this.language
    this.language = language
    localStorage.setItem(keptUnder, language)
  }

  text(text: Text): string {
    return inLanguage(text, this.language)
  }
}

export const reader = new Reader()
