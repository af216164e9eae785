import { portalSchema, type Portal } from '@portico/engine/portal/portal'

/** A small practice of visits and notes, to be published in many ways. */
const operational = (kind: string) => ({ kind, class: 'operational' })
const people = { name: { kind: 'text', class: 'identifier', search: 'words' }, team: operational('text') }
const visit = {
  patient: 'patient',
  fields: {
    patient: { kind: 'reference', to: 'patient', class: 'identifier' },
    colour: operational('text'),
  },
}
const note = {
  patient: 'patient',
  fields: { patient: visit.fields.patient, topic: operational('text') },
}
const workflow = (table: string, more = {}) => ({
  table,
  start: { by: ['desk'], form: table },
  states: {
    submitted: { 'patient-sees': { en: 'Received' } },
    done: { ends: true, 'patient-sees': { en: 'Done' } },
  },
  transitions: { finish: { from: ['submitted'], to: 'done', by: ['desk'], ...more } },
})

export const reading = (fields: readonly string[], where?: object) => ({
  role: 'desk',
  table: 'visit',
  may: ['read'],
  fields,
  ...(where ? { where } : {}),
})
export const everything = reading(['patient', 'colour'])

type Changes = {
  readonly permissions?: readonly object[]
  readonly tables?: object
  readonly finish?: object
}
export const portalWith = ({ permissions = [everything], tables = {}, finish = {} }: Changes): Portal =>
  portalSchema.parse({
    portal: 'small',
    name: { en: 'Small' },
    timezone: 'America/Chicago',
    hours: { 'mon-fri': '08:00-17:00' },
    look: { colour: '#1f6f5c' },
    tables: {
      patient: { people: 'patient', fields: { ...people, open: operational('yes-no') } },
      staff: { people: 'staff', fields: people },
      visit,
      note,
      ...tables,
    },
    roles: { desk: { audience: 'staff' }, nurse: { audience: 'staff' }, patient: { audience: 'patient' } },
    permissions,
    forms: {
      visit: { table: 'visit', questions: [{ ask: 'colour' }] },
      note: { table: 'note', questions: [{ ask: 'topic' }] },
    },
    queues: {},
    workflows: { visit: workflow('visit', finish), note: workflow('note') },
    notices: {},
  })
