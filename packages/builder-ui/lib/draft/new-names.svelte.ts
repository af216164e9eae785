import { tick } from 'svelte'
import { words } from '#lib/words.ts'

/** Longer names break every list they stand in. */
export const nameMax = 200

/** What somebody is about to call a new thing, in both languages; English is what it needs. */
export class NewNames {
  en = $state('')
  es = $state('')
  /** Why it cannot be called so; null before anybody tried. */
  no: string | null = $state(null)
  /** The field to type in, which takes the keyboard when something is missing. */
  field: HTMLInputElement | null = $state(null)

  /** The name, or null with the reason shown and the keyboard where it is mended. */
  taken(): { en: string; es?: string } | null {
    const [en, es] = [this.en.trim(), this.es.trim()]
    const longest = Math.max(en.length, es.length)
    this.no = en === '' ? words.nameMissing : longest > nameMax ? words.tooLong(nameMax, longest) : null
    if (this.no === null) return { en, ...(es ? { es } : {}) }
    this.field?.focus()
    return null
  }

  clear(): void {
    this.en = ''
    this.es = ''
    this.no = null
    this.field?.focus()
    // What was added stands above and pushes the field down; whoever adds several types on in sight of it.
    void tick().then(() => this.field?.scrollIntoView({ block: 'nearest' }))
  }
}
