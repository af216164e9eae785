import type { KindName } from './kinds.ts'

/** What a field of each kind holds, as sentences say it of many values. */
export const kindWords = {
  text: 'texts',
  'long-text': 'long texts',
  number: 'numbers',
  money: 'amounts of money',
  date: 'dates',
  'date-time': 'dates with a time',
  time: 'times of day',
  choice: 'choices',
  'many-choice': 'several choices at once',
  'yes-no': 'yes or no',
  reference: 'references',
  phone: 'phone numbers',
  email: 'e-mail addresses',
  address: 'addresses',
  attachment: 'files',
  signature: 'signatures',
  list: 'lists',
  computed: 'what is worked out',
} as const satisfies Record<KindName, string>
