import type { Wording } from '@portico/engine/portal/portal'
import type { Language } from '@portico/engine/portal/text'
import type { Draft } from '#lib/draft/draft.svelte.ts'
import { words } from '#lib/words.ts'

export type Part = 'subject' | 'body'
const longest = { subject: 200, body: 5000 } as const satisfies Record<Part, number>

/**
 * The wording of one notice in one language while somebody types. A draft holds no empty subject or body, so
 * what is half typed waits here until both are there.
 */
export class WordingText {
  subject = $state('')
  body = $state('')
  readonly missing: readonly Part[] = $derived(
    (['subject', 'body'] as const).filter((part) => this[part].trim() === ''),
  )
  /** What is too long waits here too, with the limit said. */
  readonly tooLong: string | null = $derived.by(() => {
    const part = (['subject', 'body'] as const).find((one) => this[one].length > longest[one])
    return part === undefined ? null : words.tooLong(longest[part], this[part].length)
  })
  readonly isBlank = $derived(this.missing.length === 2)

  #draft: Draft
  #notice: string
  #language: Language
  #isOptional: boolean
  /** What the draft said last; a draft that says the same again must not undo half a sentence. */
  #followed: string | null = null

  constructor(draft: Draft, notice: string, language: Language) {
    this.#draft = draft
    this.#notice = notice
    this.#language = language
    this.#isOptional = language !== 'en'
  }

  /** Shows what the draft says, when that changed elsewhere: by undo, or by somebody else. */
  follow(wording: Wording | undefined): void {
    const said = JSON.stringify(wording ?? null)
    if (said === this.#followed) return
    this.#followed = said
    this.subject = wording?.subject ?? ''
    this.body = wording?.body ?? ''
  }

  type(part: Part, text: string): void {
    this[part] = text
    const base = { kind: 'set-wording', notice: this.#notice, language: this.#language } as const
    const key = `${this.#notice}.${this.#language}.${part}`
    if (this.isBlank && this.#isOptional) this.#draft.apply({ ...base, wording: null }, key)
    else if (this.missing.length === 0 && this.tooLong === null)
      this.#draft.apply({ ...base, wording: { subject: this.subject, body: this.body } }, key)
  }
}
