import { randomUUID } from 'node:crypto'
import { parsePortal } from '@portico/engine/portal/parse'
import type { Portal } from '@portico/engine/portal/portal'

/** How much there is: enough that a missing index shows. */
export const patientCount = 10_000
export const visitCount = 100_000
/** What the patient who is measured owns. */
export const ownCount = 60

const text = (label: string) => ({ en: label })
const choice = (...options: readonly string[]) => ({
  kind: 'choice',
  class: 'operational',
  options: Object.fromEntries(options.map((id) => [id, text(id)])),
})
const operational = (kind: string) => ({ kind, class: 'operational' })
const clinical = (kind: string) => ({ kind, class: 'clinical' })

export const visitFields = {
  patient: { kind: 'reference', to: 'patient', class: 'identifier' },
  location: { kind: 'reference', to: 'location', class: 'operational' },
  staff: { kind: 'reference', to: 'staff', class: 'operational' },
  title: operational('text'),
  kind: choice('first', 'again', 'urgent'),
  priority: choice('low', 'usual', 'high'),
  channel: choice('phone', 'portal', 'desk'),
  wanted_on: operational('date'),
  triage: operational('number'),
  seen: operational('yes-no'),
  symptoms: clinical('long-text'),
  internal_note: clinical('long-text'),
} as const

const all = Object.keys(visitFields)
const patients = all.filter((field) => !['staff', 'triage', 'seen', 'internal_note'].includes(field))
const desk = all.filter((field) => !['triage', 'internal_note'].includes(field))

/** The template with one more table, of twelve fields, and the smallest workflow upon it. */
export function withVisits(template: Portal): Portal {
  const ownLocation = { location: 'me.location' }
  const parsed = parsePortal({
    ...template,
    tables: { ...template.tables, visit: { patient: 'patient', fields: visitFields } },
    permissions: [
      ...template.permissions,
      {
        role: 'patient',
        table: 'visit',
        may: ['create', 'read'],
        fields: patients,
        where: { patient: 'me' },
      },
      { role: 'front-desk', table: 'visit', may: ['read', 'update'], fields: desk, where: ownLocation },
      { role: 'provider', table: 'visit', may: ['read'], fields: all },
    ],
    forms: {
      ...template.forms,
      visit: {
        table: 'visit',
        questions: ['location', 'title', 'kind', 'wanted_on', 'symptoms'].map((ask) => ({ ask })),
      },
    },
    workflows: {
      ...template.workflows,
      visit: {
        table: 'visit',
        start: { by: ['patient'], form: 'visit' },
        states: {
          submitted: { 'patient-sees': text('Received'), queue: 'nurse' },
          sorted: { 'patient-sees': text('Sorted'), queue: 'nurse' },
          done: { 'patient-sees': text('Done'), ends: true },
        },
        transitions: {
          sort: { from: ['submitted'], to: 'sorted', by: ['front-desk'], asks: ['priority'] },
          reopen: { from: ['sorted'], to: 'submitted', by: ['front-desk'], asks: ['priority'] },
          finish: { from: ['sorted'], to: 'done', by: ['front-desk'] },
        },
      },
    },
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal))
  return parsed.value
}

export type Visit = {
  readonly id: string
  readonly patient: string
  readonly location: string
  readonly staff: string
  readonly title: string
  readonly kind: string
  readonly priority: string
  readonly channel: string
  readonly wanted_on: string
  readonly triage: number
  readonly seen: boolean
  readonly symptoms: string
  readonly internal_note: string
  readonly secondsAgo: number
}

type People = {
  /** The first one is the patient who is measured. */
  readonly patients: readonly string[]
  readonly locations: readonly string[]
  readonly staff: readonly string[]
}

const pick = <T>(from: readonly T[], place: number): T => {
  const value = from[place % from.length]
  if (value === undefined) throw new Error('There is nobody to pick.')
  return value
}

/** Visits spread evenly over people and places, but for the sixty of the patient who is measured. */
export function* visits(
  { patients: people, locations, staff }: People,
  count = visitCount,
): Generator<Visit> {
  const others = people.slice(1)
  for (let place = 0; place < count; place++)
    yield {
      id: randomUUID(),
      patient: place < ownCount ? pick(people, 0) : pick(others, place),
      location: pick(locations, place),
      staff: pick(staff, place),
      title: `Visit number ${place} as somebody asked for it`,
      kind: pick(['first', 'again', 'urgent'], place),
      priority: pick(['low', 'usual', 'high'], place),
      channel: pick(['phone', 'portal', 'desk'], place),
      wanted_on: `2026-${String((place % 12) + 1).padStart(2, '0')}-15`,
      triage: place % 5,
      seen: place % 2 === 0,
      symptoms: `What she wrote about it, ${'at some length '.repeat(8)}${place}`,
      internal_note: `What staff think of it, ${'briefly '.repeat(7)}${place}`,
      secondsAgo: (place * 7919) % 31_536_000,
    }
}
