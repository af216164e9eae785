import { healthWordsIn } from '@portico/engine/notice/check-reason'

/** Whether somebody is sure that a reason means nobody's health. What is typed after that is asked about anew. */
export class Sure {
  #of = $state('')
  #text: () => string
  #known: () => readonly string[]
  readonly words = $derived.by((): readonly string[] => {
    const found = healthWordsIn(this.#text())
    return found.length === 0 ? found : healthWordsIn(this.#text(), this.#known())
  })
  readonly isSure = $derived(this.words.length > 0 && this.#of === this.words.join('\n'))
  readonly asks = $derived(this.words.length > 0 && !this.isSure)

  /** `known` is what may be said without a question. */
  constructor(text: () => string, known: () => readonly string[] = () => []) {
    this.#text = text
    this.#known = known
  }

  say(on: boolean): void {
    this.#of = on ? this.words.join('\n') : ''
  }
}
