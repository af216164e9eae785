import type { Actor } from '../access/actor.ts'
import { isAccountId, isRecordId, type AccountId, type RecordId } from '../brand.ts'
import { portalSchema, type Portal } from '../portal/portal.ts'

/** A small practice that uses every part of a workflow once: for tests only. */
export const maple: Portal = portalSchema.parse({
  portal: 'maple',
  name: { en: 'Maple Family Practice', es: 'Medicina Familiar Maple' },
  timezone: 'America/Chicago',
  hours: { 'mon-fri': '08:00-17:00', closed: ['2026-11-26', '2026-12-25'] },
  look: { colour: '#1f6f5c' },
  tables: {
    location: { fields: { name: { kind: 'text', class: 'public' } } },
    patient: {
      people: 'patient',
      fields: {
        name: { kind: 'text', class: 'identifier', search: 'words' },
        location: { kind: 'reference', to: 'location', class: 'operational' },
      },
    },
    staff: {
      people: 'staff',
      fields: {
        name: { kind: 'text', class: 'operational' },
        location: { kind: 'reference', to: 'location', class: 'operational' },
      },
    },
    refill: {
      label: { en: 'Refill', es: 'Receta' },
      patient: 'patient',
      fields: {
        patient: { kind: 'reference', to: 'patient', class: 'identifier' },
        medication: { kind: 'text', class: 'clinical', label: { en: 'Medicine', es: 'Medicamento' } },
        pickup: { kind: 'yes-no', class: 'operational' },
        pharmacy: { kind: 'text', class: 'operational' },
        wanted_by: { kind: 'date', class: 'operational' },
        decision_note: { kind: 'long-text', class: 'clinical' },
      },
    },
  },
  roles: {
    patient: { audience: 'patient' },
    nurse: { audience: 'staff' },
    provider: { audience: 'staff' },
    'front-desk': { audience: 'staff', label: { en: 'Front desk', es: 'Recepción' } },
  },
  permissions: [
    {
      role: 'patient',
      table: 'refill',
      may: ['create', 'read'],
      fields: ['patient', 'medication', 'pickup', 'pharmacy', 'wanted_by'],
      where: { patient: 'me' },
    },
    {
      role: 'front-desk',
      table: 'refill',
      may: ['create', 'read'],
      fields: ['patient', 'medication', 'pickup', 'pharmacy', 'wanted_by'],
      where: { 'patient.location': 'me.location' },
    },
    { role: 'nurse', table: 'refill', may: ['read'], fields: ['patient', 'medication'] },
    { role: 'provider', table: 'refill', may: ['read'], fields: ['patient', 'medication', 'decision_note'] },
    {
      role: 'provider',
      table: 'refill',
      may: ['update'],
      fields: ['decision_note'],
      where: { 'patient.location': 'me.location' },
    },
  ],
  forms: {
    refill: {
      table: 'refill',
      questions: [
        { ask: 'medication' },
        { ask: 'pickup' },
        { ask: 'pharmacy', 'only-when': { pickup: false } },
        { ask: 'wanted_by', optional: true },
      ],
    },
  },
  queues: { nurse: { roles: ['nurse'] }, provider: { roles: ['provider'] } },
  workflows: {
    refill: {
      table: 'refill',
      start: { by: ['patient', 'front-desk'], form: 'refill', notice: 'received' },
      states: {
        submitted: {
          queue: 'nurse',
          due: { within: '4 business hours', 'at 75%': 'remind', then: 'escalate' },
          'patient-sees': { en: 'Received' },
        },
        'in-review': {
          queue: 'provider',
          due: { within: '1 business day', then: 'escalate' },
          'patient-sees': { en: 'In review' },
        },
        approved: { ends: true, 'patient-sees': { en: 'Approved' } },
        declined: { ends: true, 'patient-sees': { en: 'Declined' } },
        withdrawn: { ends: true, 'patient-sees': { en: 'Withdrawn' } },
      },
      transitions: {
        take: { from: ['submitted'], by: ['nurse'], assign: 'me' },
        release: { from: ['submitted', 'in-review'], by: ['nurse', 'provider'], assign: 'nobody' },
        review: { from: ['submitted'], to: 'in-review', by: ['nurse'] },
        back: { from: ['in-review'], to: 'submitted', by: ['provider'] },
        approve: {
          from: ['in-review'],
          to: 'approved',
          by: ['provider'],
          asks: ['decision_note'],
          'fresh-sign-in': '15m',
          'only-when': { medication: { 'is-blank': false } },
          notice: 'update',
        },
        decline: {
          from: ['in-review'],
          to: 'declined',
          by: ['provider'],
          asks: ['decision_note'],
          notice: 'update',
        },
        withdraw: { from: ['submitted'], to: 'withdrawn', by: ['patient'] },
        remind: { from: ['submitted'], by: ['system'], notice: 'waiting' },
        escalate: { from: ['submitted', 'in-review'], to: 'in-review', by: ['system'], notice: 'waiting' },
      },
    },
  },
  notices: {
    received: { to: 'patient', wording: { en: { subject: 'Received', body: 'We have it.' } } },
    update: { to: 'patient', wording: { en: { subject: 'News', body: 'Please sign in.' } } },
    waiting: { to: 'queue', wording: { en: { subject: 'Waiting', body: 'Please look.' } } },
  },
})

const uuidOf = (number: number): string => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`

/** The same number is always the same record. */
export const recordId = (number: number): RecordId => {
  const id = uuidOf(number)
  if (!isRecordId(id)) throw new Error(`${id} is no record id.`)
  return id
}

export const accountId = (number: number): AccountId => {
  const id = uuidOf(number)
  if (!isAccountId(id)) throw new Error(`${id} is no account id.`)
  return id
}

export const ada = recordId(1)
export const bob = recordId(2)
export const downtown = recordId(101)
export const uptown = recordId(102)

const base = { account: accountId(900), powers: [], facts: { location: downtown } } as const

export const asPatient = (patient: RecordId | null = ada): Actor => ({
  ...base,
  audience: 'patient',
  roles: ['patient'],
  person: patient,
  patient,
})

export const asStaff = (...roles: readonly string[]): Actor => ({
  ...base,
  audience: 'staff',
  roles,
  person: recordId(500),
  patient: null,
})

export const asSystem: Actor = {
  ...base,
  audience: 'system',
  roles: [],
  person: null,
  patient: null,
  facts: {},
}
