import type { Portal } from '@portico/engine/portal/portal'
import type { Hand } from './made-answers.ts'
import { NewQuestion } from './new-question.svelte.ts'
import { NewSpan } from './new-span.svelte.ts'
import type { KeptHand } from './wizard-kept.ts'

/** A group that is to handle a request: what was answered of it so far. */
export class NewHand {
  handlers: readonly string[] = $state.raw([])
  /** An existing queue, or empty for one of its own. */
  queue = $state('')
  mailbox = $state('')
  /** Whether they have less than the whole time. */
  isTimed = $state(false)
  time = $state.raw(new NewSpan())
  /** Fields there are that they write down. */
  written: readonly string[] = $state.raw([])
  /** Fields to be made for what they write down. */
  notes: readonly NewQuestion[] = $state.raw([])
  asksMore = $state(false)

  static of({ time, notes, ...kept }: KeptHand): NewHand {
    const hand = new NewHand()
    Object.assign(hand, kept)
    hand.time = new NewSpan(time.count, time.unit)
    hand.notes = notes.map((note) => NewQuestion.of(note))
    return hand
  }

  get kept(): KeptHand {
    const { handlers, queue, mailbox, isTimed, written, asksMore } = this
    const notes = this.notes.map((note) => note.kept)
    return {
      ...{ queue, mailbox, isTimed, asksMore, notes },
      handlers: [...handlers],
      written: [...written],
      time: this.time.kept,
    }
  }

  /** What changed in the draft meanwhile is left out of what was answered. */
  fit(portal: Portal, askable: readonly string[]): void {
    this.handlers = this.handlers.filter((role) => Object.hasOwn(portal.roles, role))
    this.written = this.written.filter((field) => askable.includes(field))
    if (!Object.hasOwn(portal.queues, this.queue)) this.queue = ''
  }

  get isMailboxGood(): boolean {
    const mailbox = this.mailbox.trim()
    return this.queue !== '' || mailbox === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mailbox)
  }

  /** Whether the queue has a mailbox that reads reminders. */
  reminds(portal: Portal): boolean {
    return this.queue === '' ? this.mailbox.trim() !== '' : portal.queues[this.queue]?.mailbox !== undefined
  }

  get answer(): Hand {
    const { handlers, queue, mailbox, asksMore } = this
    const notes = this.notes.filter(({ missing }) => missing === null).map(({ id }) => id)
    const within = this.isTimed ? this.time.within : null
    return { handlers, queue, mailbox, within, asksMore, written: [...this.written, ...notes] }
  }
}
