/** What the page of the messages that were sent says. */
export const messagesWords = {
  page: 'Messages sent',
  lead: 'The last 50 messages, with the very words that left and what became of them. No message can say anything private.',
  none: 'No message was sent yet.',
  list: 'The last messages, newest first',
  byMail: 'by e-mail',
  language: { en: 'in English', es: 'in Spanish' },
  toPatient: (name: string | null) => `to ${name ?? 'a patient'}`,
  toProxy: (name: string | null) => `to who acts for ${name ?? 'a patient'}`,
  toQueue: (queue: string) => `to the mailbox of ${queue}`,
  words: 'The words that left',
  subject: 'Subject',
  outcomes: {
    sent: { name: 'Sent', tone: 'good' },
    superseded: { name: 'Not needed', tone: 'plain' },
    waiting: { name: 'Waiting', tone: 'info' },
    attention: { name: 'Needs attention', tone: 'danger' },
    bounced: { name: 'Came back', tone: 'danger' },
  },
  superseded: 'The request had moved on before it went, so it would have told old news.',
  waiting: (tries: number, next: string | null) =>
    tries === 0
      ? 'It is about to be sent.'
      : `Tried ${tries === 1 ? 'once' : `${tries} times`} without success.${next === null ? '' : ` Next try ${next}.`}`,
  reasons: {
    'no-address': 'There is no address to send it to.',
    refused: 'The other side’s mail server refused it for good. Check the address.',
    failed: 'It was tried eight times. Check the mail server, then try again.',
    bounced: 'It came back: it did not reach anybody. Check the address.',
  },
  code: (code: string) => `(code ${code})`,
  handled: (when: string) => `The front desk saw to it ${when}.`,
  again: 'Try again',
  trying: 'Trying…',
  needsPublish: 'Only who may publish can let it be tried again.',
  refresh: 'Refresh',
} as const
