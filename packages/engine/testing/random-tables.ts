const text = { kind: 'text', class: 'operational' } as const
const yesNo = { kind: 'yes-no', class: 'operational' } as const
const number = { kind: 'number', class: 'operational' } as const
const time = { kind: 'time', class: 'operational' } as const
const money = { kind: 'money', class: 'operational' } as const
const date = { kind: 'date', class: 'operational' } as const
const dateTime = { kind: 'date-time', class: 'operational' } as const
const severalNeeds = {
  kind: 'many-choice',
  class: 'operational',
  options: { chair: { en: 'C' }, lift: { en: 'L' }, quiet: { en: 'Q' } },
} as const
const person = {
  name: { kind: 'text', class: 'identifier' },
  team: text,
  location: { kind: 'reference', to: 'location', class: 'operational' },
  level: number,
  since: date,
  seen: dateTime,
  active: yesNo,
  needs: severalNeeds,
} as const

/** The tables every random portal has, so that one database serves all of them. */
export const tables = {
  location: {
    fields: {
      name: { kind: 'text', class: 'public' },
      region: text,
      place: { kind: 'address', class: 'public' },
    },
  },
  patient: { people: 'patient', fields: { ...person, name: { ...person.name, search: 'words' } } },
  staff: { people: 'staff', fields: { ...person, name: text } },
  supply: {
    fields: {
      colour: text,
      count: number,
      cost: money,
      tax: money,
      total: { kind: 'computed', class: 'operational', from: { sum: ['cost', 'tax'] } },
      opens: time,
      open: yesNo,
      keeper: { kind: 'reference', to: 'staff', class: 'operational' },
    },
  },
  visit: {
    patient: 'patient',
    fields: {
      patient: { kind: 'reference', to: 'patient', class: 'identifier' },
      doctor: { kind: 'reference', to: 'staff', class: 'operational' },
      colour: text,
      kind: { kind: 'choice', class: 'operational', options: { routine: { en: 'A' }, urgent: { en: 'B' } } },
      needs: severalNeeds,
      day: date,
      at: dateTime,
      home: { kind: 'address', class: 'identifier', search: 'words' },
      note: { kind: 'long-text', class: 'clinical' },
      signed: { kind: 'signature', class: 'identifier', statement: { en: 'So be it.' } },
    },
  },
  task: {
    patient: 'visit.patient',
    fields: {
      visit: { kind: 'reference', to: 'visit', class: 'operational' },
      count: number,
      steps: { kind: 'list', of: 'text', class: 'operational' },
      doses: { kind: 'list', of: 'money', class: 'clinical' },
      open: yesNo,
      secret: { kind: 'text', class: 'specially-protected' },
    },
  },
} as const
