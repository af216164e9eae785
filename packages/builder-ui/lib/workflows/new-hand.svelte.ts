import type { Portal } from '@portico/engine/portal/portal'
import type { Hand } from './made-answers.ts'
import { withinText, type Unit } from './due.ts'

/** A group that is to handle a request: what was answered of it so far. */
export class NewHand implements Hand {
  handlers: readonly string[] = $state.raw([])
  /** An existing queue, or empty for one of its own. */
  queue = $state('')
  mailbox = $state('')
  count = $state('1')
  unit: Unit = $state('business days')
  written: readonly string[] = $state.raw([])
  asksMore = $state(false)

  /** What changed in the draft meanwhile is left out of what was answered. */
  fit(portal: Portal, askable: readonly string[]): void {
    this.handlers = this.handlers.filter((role) => Object.hasOwn(portal.roles, role))
    this.written = this.written.filter((field) => askable.includes(field))
    if (!Object.hasOwn(portal.queues, this.queue)) this.queue = ''
  }

  get isCountGood(): boolean {
    return /^[1-9]\d{0,3}$/.test(this.count.trim())
  }

  get within(): Hand['within'] {
    return withinText({ count: Number(this.count), unit: this.unit })
  }

  get isMailboxGood(): boolean {
    const mailbox = this.mailbox.trim()
    return this.queue !== '' || mailbox === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mailbox)
  }

  /** Whether the queue has a mailbox that reads reminders. */
  reminds(portal: Portal): boolean {
    return this.queue === '' ? this.mailbox.trim() !== '' : portal.queues[this.queue]?.mailbox !== undefined
  }
}
