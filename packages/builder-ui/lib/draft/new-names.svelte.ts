import { tick } from 'svelte'
import { words } from '#lib/words.ts'
import { painted } from './painted.ts'

/** Longer names break every list they stand in. */
export const nameMax = 200

/** What somebody is about to call a new thing, in both languages; English is what it needs. */
export class NewNames {
  en = $state('')
  es = $state('')
  #isTried = $state(false)
  /** Why it cannot be called so; null before anybody tried, and as soon as it can. */
  readonly no: string | null = $derived.by(() => (this.#isTried ? this.missing : null))
  /** The field to type in, which takes the keyboard when something is missing. */
  field: HTMLInputElement | null = $state(null)

  /** What is wrong with the name as it stands; null when it can be taken. */
  get missing(): string | null {
    const [en, es] = [this.en.trim(), this.es.trim()]
    const longest = Math.max(en.length, es.length)
    return en === '' ? words.nameMissing : longest > nameMax ? words.tooLong(nameMax, longest) : null
  }

  /** What it would be called now, whether that can be or not. */
  get text(): { en: string; es?: string } {
    const [en, es] = [this.en.trim(), this.es.trim()]
    return { en, ...(es ? { es } : {}) }
  }

  /** The name, or null with the reason shown and the keyboard where it is mended. */
  taken(): { en: string; es?: string } | null {
    this.#isTried = true
    if (this.missing === null) return this.text
    this.field?.focus()
    return null
  }

  clear(): void {
    this.en = ''
    this.es = ''
    this.#isTried = false
    this.field?.focus()
    void this.#keepInSight()
  }

  /** What was added stands above and pushes the field down, and what is found out about it does so again, a moment later. */
  async #keepInSight(): Promise<void> {
    for (const shown of [tick, painted, painted]) {
      await shown()
      await tick()
      if (document.activeElement === this.field) this.field?.scrollIntoView({ block: 'nearest' })
    }
  }
}
