import { check } from './check.ts'
import { parsePortal } from './parse.ts'
import type { Portal } from './portal.ts'

const declared = {
  portal: 'maple',
  name: { en: 'Maple Practice', es: 'Clínica Maple' },
  phone: '555-0100',
  timezone: 'America/Chicago',
  hours: { 'mon-fri': '08:00-17:00', closed: ['2026-12-25'] },
  look: { colour: '#1f6f5c' },
  tables: {
    location: {
      label: { en: 'Location', es: 'Sede' },
      fields: { name: { kind: 'text', class: 'public', label: { en: 'Name', es: 'Nombre' } } },
    },
    patient: {
      label: { en: 'Patient', es: 'Paciente' },
      people: 'patient',
      fields: {
        name: { kind: 'text', class: 'identifier', search: 'words', label: { en: 'Name', es: 'Nombre' } },
        location: {
          kind: 'reference',
          to: 'location',
          class: 'operational',
          label: { en: 'Location', es: 'Sede' },
        },
      },
    },
    staff: {
      label: { en: 'Staff member', es: 'Personal' },
      people: 'staff',
      fields: {
        name: { kind: 'text', class: 'operational', label: { en: 'Name', es: 'Nombre' } },
        location: {
          kind: 'reference',
          to: 'location',
          class: 'operational',
          label: { en: 'Location', es: 'Sede' },
        },
      },
    },
    refill: {
      label: { en: 'Refill', es: 'Resurtido' },
      patient: 'patient',
      fields: {
        patient: {
          kind: 'reference',
          to: 'patient',
          class: 'identifier',
          label: { en: 'Patient', es: 'Paciente' },
        },
        medication: { kind: 'text', class: 'clinical', label: { en: 'Medicine', es: 'Medicamento' } },
        pharmacy: {
          kind: 'choice',
          class: 'identifier',
          label: { en: 'Pharmacy', es: 'Farmacia' },
          options: { main: { en: 'Main Street', es: 'Calle Main' }, north: { en: 'North', es: 'Norte' } },
        },
        days_left: { kind: 'number', class: 'clinical', label: { en: 'Days left', es: 'Días restantes' } },
        decision_note: { kind: 'long-text', class: 'clinical', label: { en: 'Decision note', es: 'Nota' } },
      },
    },
  },
  roles: {
    patient: { label: { en: 'Patient', es: 'Paciente' }, audience: 'patient', idle: '15m' },
    'front-desk': { label: { en: 'Front desk', es: 'Recepción' }, audience: 'staff', idle: '15m' },
    nurse: { label: { en: 'Nurse', es: 'Enfermería' }, audience: 'staff' },
    provider: { label: { en: 'Provider', es: 'Médico' }, audience: 'staff' },
    operations: {
      label: { en: 'Operations', es: 'Operaciones' },
      audience: 'staff',
      powers: ['build', 'publish'],
    },
  },
  permissions: [
    { role: 'patient', table: 'patient', may: ['read'], fields: ['name', 'location'] },
    {
      role: 'patient',
      table: 'refill',
      may: ['create', 'read'],
      fields: ['patient', 'medication', 'pharmacy', 'days_left'],
      where: { patient: 'me' },
    },
    {
      role: 'front-desk',
      table: 'refill',
      may: ['create', 'read'],
      fields: ['patient', 'medication', 'pharmacy', 'days_left'],
      where: { 'patient.location': 'me.location' },
    },
    {
      role: 'front-desk',
      table: 'patient',
      may: ['read'],
      fields: ['name', 'location'],
      where: { location: 'me.location' },
    },
    {
      role: 'nurse',
      table: 'refill',
      may: ['read'],
      fields: ['patient', 'medication', 'pharmacy', 'days_left', 'decision_note'],
    },
    { role: 'nurse', table: 'patient', may: ['read'], fields: ['name', 'location'] },
    {
      role: 'provider',
      table: 'refill',
      may: ['read'],
      fields: ['patient', 'medication', 'pharmacy', 'days_left'],
    },
    { role: 'provider', table: 'refill', may: ['read', 'update'], fields: ['decision_note'] },
    { role: 'provider', table: 'patient', may: ['read'], fields: ['name', 'location'] },
    { role: 'operations', table: 'patient', may: ['create'], fields: ['name', 'location'] },
  ],
  forms: {
    refill: {
      table: 'refill',
      label: { en: 'Ask for a refill', es: 'Pedir un resurtido' },
      questions: [
        { ask: 'medication', title: { en: 'Which medicine?', es: '¿Qué medicamento?' } },
        { ask: 'days_left', optional: true },
        { ask: 'pharmacy' },
      ],
    },
  },
  queues: {
    nurse: { label: { en: 'Nurse', es: 'Enfermería' }, roles: ['nurse'], mailbox: 'nurses@example.com' },
    provider: { label: { en: 'Provider', es: 'Médicos' }, roles: ['provider'] },
  },
  workflows: {
    refill: {
      label: { en: 'Refill', es: 'Resurtido' },
      table: 'refill',
      start: { by: ['patient', 'front-desk'], form: 'refill' },
      states: {
        submitted: {
          queue: 'nurse',
          due: { within: '4 business hours', 'at 75%': 'remind', then: 'escalate' },
          'patient-sees': { en: 'Received', es: 'Recibida' },
        },
        'awaiting-decision': {
          queue: 'provider',
          'patient-sees': { en: 'With your provider', es: 'Con su médico' },
        },
        approved: { ends: true, 'patient-sees': { en: 'Approved', es: 'Aprobada' } },
        withdrawn: { ends: true, 'patient-sees': { en: 'Withdrawn', es: 'Retirada' } },
      },
      transitions: {
        remind: { from: ['submitted'], by: ['system'], notice: 'refill-waiting' },
        escalate: { from: ['submitted'], to: 'awaiting-decision', by: ['system'] },
        'send-on': { from: ['submitted'], to: 'awaiting-decision', by: ['nurse'] },
        approve: {
          from: ['awaiting-decision'],
          to: 'approved',
          by: ['provider'],
          asks: ['decision_note'],
          'fresh-sign-in': '15m',
          notice: 'refill-update',
        },
        withdraw: { from: ['submitted'], to: 'withdrawn', by: ['patient'] },
      },
    },
  },
  notices: {
    'refill-update': {
      label: { en: 'Refill update', es: 'Novedad' },
      to: 'patient',
      wording: {
        en: {
          subject: 'News from {{portal_name}}',
          body: 'Your request {{reference}} has news.\n{{link}}\n',
        },
        es: {
          subject: 'Novedades de {{portal_name}}',
          body: 'Su solicitud {{reference}} tiene novedades.\n{{link}}\n',
        },
      },
    },
    'refill-waiting': {
      label: { en: 'Refill waiting', es: 'Resurtido en espera' },
      to: 'queue',
      wording: {
        en: { subject: 'A request is waiting', body: 'Request {{reference}} is waiting.\n{{link}}\n' },
        es: { subject: 'Una solicitud espera', body: 'La solicitud {{reference}} espera.\n{{link}}\n' },
      },
    },
  },
}

/** Values by dotted path; undefined takes away what is there. */
type Parts = Readonly<Record<string, unknown>>

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const put = (root: unknown, path: string, value: unknown) => {
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const at = keys.reduce<unknown>((map, key) => (isMap(map) ? map[key] : undefined), root)
  if (!isMap(at)) throw new Error(`The practice has nothing at ${path}.`)
  if (value === undefined) Reflect.deleteProperty(at, last)
  else at[last] = value
}

/** The practice with some parts exchanged, of any shape: what a stranger might send. */
export const practiceWith = (parts: Parts): unknown => {
  const input: unknown = structuredClone(declared)
  for (const [path, value] of Object.entries(parts)) put(input, path, value)
  return input
}

/** The same for parts that keep the shape: what parses, and may not check. */
export const portalWith = (parts: Parts): Portal => {
  const parsed = parsePortal(practiceWith(parts))
  if (!parsed.ok) throw new Error(parsed.refusal.map((problem) => problem.sentence).join(' '))
  return parsed.value
}

/** A small practice that publishes without a problem: what tests begin from and break, one thing at a time. */
export const practice: Portal = portalWith({})

/** What `check` says of the practice with some parts exchanged, as "code path". */
export const problemCodes = (parts: Parts): readonly string[] =>
  check(portalWith(parts)).map(({ code, path }) => `${code} ${path.join('.')}`)
