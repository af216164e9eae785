import type { Class } from '@portico/engine/field/class'
import type { KindName } from '@portico/engine/field/kinds'
import type { Currency } from '@portico/engine/field/money'
import type { Audience, Power } from '@portico/engine/portal/portal'

export const kinds = {
  text: 'Short text',
  'long-text': 'Long text',
  number: 'Number',
  money: 'Amount of money',
  date: 'Date',
  'date-time': 'Date and time',
  time: 'Time of day',
  choice: 'One of several choices',
  'many-choice': 'Several of many choices',
  'yes-no': 'Yes or no',
  reference: 'Link to another table',
  phone: 'Phone number',
  email: 'E-mail address',
  address: 'Postal address',
  attachment: 'File or photo',
  signature: 'Signature',
  list: 'List of several values',
  computed: 'Worked out of other fields',
} as const satisfies Record<KindName, string>

export const currencies = {
  USD: 'US dollars',
  CAD: 'Canadian dollars',
  MXN: 'Mexican pesos',
  EUR: 'Euros',
  GBP: 'British pounds',
} as const satisfies Record<Currency, string>

export const classes = {
  public: {
    name: 'anyone may read',
    means: 'Could stand on a poster in the waiting room.',
    examples: 'opening hours, an address of the practice, its phone',
  },
  operational: {
    name: 'only how we work',
    means: 'Says nothing about a patient. May be in messages.',
    examples: 'location, who of the staff, minutes of a visit',
  },
  identifier: {
    name: 'names the person',
    means: 'Tells who somebody is. Never in messages; stored encrypted.',
    examples: 'name, date of birth, phone, e-mail, insurance number',
  },
  clinical: {
    name: 'about health',
    means: 'Never in messages; stored encrypted.',
    examples: 'diagnosis, medicine, dose, why somebody comes',
  },
  'specially-protected': {
    name: 'extra-protected by law',
    means: 'Never in messages; stored encrypted.',
    examples: 'mental health, addiction, HIV, pregnancy, genetic tests',
  },
} as const satisfies Record<Class, { name: string; means: string; examples: string }>

export const audiences = {
  patient: 'Patients',
  staff: 'Staff',
  public: 'Anybody',
  system: 'Portico itself',
} as const satisfies Record<Audience, string>

export const powers = {
  build: 'build',
  publish: 'publish',
  approve: 'approve',
  'grant-roles': 'grant roles',
  'open-accounts': 'open accounts',
  'read-trail': 'read the trail',
  export: 'export',
  shred: 'destroy data',
} as const satisfies Record<Power, string>
