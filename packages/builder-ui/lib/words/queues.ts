import { counted } from './counted.ts'

export const queues = {
  title: 'Queues',
  what: 'Where requests wait for somebody of the staff.',
  none: 'There is no queue yet. A new workflow makes its own.',
  add: 'Add a queue',
  added: (name: string, who: string) => `“${name}” is in the draft, for ${who}.`,
  name: 'Name of the queue',
  roles: 'Who works in it',
  mailbox: 'Mailbox for reminders',
  mailboxHint: 'Messages to the queue go there. Left empty, nobody gets them.',
  notAnAddress: 'This is no e-mail address. Write it as desk@example.com.',
  remove: 'Remove this queue',
  stages: (count: number) => (count === 0 ? 'nothing waits here' : counted(count, 'stage', 'stages')),
} as const
