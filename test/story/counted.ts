type Part = { presses: number; letters: number; longest: number }

/** What an afternoon costs a hand, part by part: presses, letters that were typed, and the longest way to one control. */
export class Counted {
  #part: Part = { presses: 0, letters: 0, longest: 0 }
  readonly #parts = new Map<string, Part>()

  begin(part: string): void {
    this.#part = this.#parts.get(part) ?? { presses: 0, letters: 0, longest: 0 }
    this.#parts.set(part, this.#part)
  }

  press(): void {
    this.#part.presses += 1
  }

  letters(text: string): void {
    this.#part.letters += text.length
  }

  way(presses: number): void {
    this.#part.longest = Math.max(this.#part.longest, presses)
  }

  get presses(): number {
    return [...this.#parts.values()].reduce((sum, { presses }) => sum + presses, 0)
  }

  /** One line of JSON. */
  line(hand: string): string {
    return JSON.stringify({ hand, presses: this.presses, parts: Object.fromEntries(this.#parts) })
  }
}
