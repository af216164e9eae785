import { check } from '../portal/check.ts'
import { portalSchema, verbs, type Audience, type Portal } from '../portal/portal.ts'
import type { Random } from './random.ts'

/**
 * A random portal whose tables are fixed enough to be compared with a database and whose permissions are as
 * odd as the schema lets them be: overlapping, empty, contradictory, over one, two or no references.
 */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }
type Path = {
  readonly path: string
  readonly literals: readonly (string | number | boolean)[]
  readonly ordered: boolean
}

export const words = ['red', 'green', 'blue'] as const
export const days = ['2026-11-20', '2026-11-23', '2026-11-30'] as const
/** Instants on those days at the practice of the random portals, some of which are another day in UTC. */
export const instants = [
  '2026-11-20T14:00:00.000Z',
  '2026-11-24T05:30:00.000Z',
  '2026-12-01T05:59:00.000Z',
] as const
export const states = ['submitted', 'done'] as const

const text = { kind: 'text', class: 'operational' } as const
const person = {
  name: { kind: 'text', class: 'identifier' },
  team: text,
  location: { kind: 'reference', to: 'location', class: 'operational' },
} as const

const tables = {
  location: { fields: { name: { kind: 'text', class: 'public' }, region: text } },
  patient: { people: 'patient', fields: person },
  staff: { people: 'staff', fields: { ...person, name: text } },
  supply: {
    fields: {
      colour: text,
      count: { kind: 'number', class: 'operational' },
      open: { kind: 'yes-no', class: 'operational' },
    },
  },
  visit: {
    patient: 'patient',
    fields: {
      patient: { kind: 'reference', to: 'patient', class: 'identifier' },
      doctor: { kind: 'reference', to: 'staff', class: 'operational' },
      colour: text,
      day: { kind: 'date', class: 'operational' },
      at: { kind: 'date-time', class: 'operational' },
      note: { kind: 'long-text', class: 'clinical' },
    },
  },
  task: {
    patient: 'visit.patient',
    fields: {
      visit: { kind: 'reference', to: 'visit', class: 'operational' },
      count: { kind: 'number', class: 'operational' },
      open: { kind: 'yes-no', class: 'operational' },
      secret: { kind: 'text', class: 'specially-protected' },
    },
  },
} as const

const plain = (path: string): Path => ({ path, literals: words, ordered: true })
const reference = (path: string, literals: readonly string[]): Path => ({ path, literals, ordered: false })

/** What a condition on each table can read, with literals of the kind it holds. */
const pathsOn: Readonly<Record<string, readonly Path[]>> = {
  location: [plain('name'), plain('region')],
  patient: [plain('team'), reference('location', ['me.location']), plain('location.region')],
  staff: [plain('team'), reference('location', ['me.location']), plain('location.region')],
  supply: [
    plain('colour'),
    { path: 'count', literals: [0, 1, 2], ordered: true },
    { path: 'open', literals: [true, false], ordered: false },
  ],
  visit: [
    reference('patient', ['me']),
    reference('doctor', ['me']),
    plain('colour'),
    { path: 'day', literals: [...days, 'today'], ordered: true },
    { path: 'at', literals: [...days, 'today'], ordered: true },
    { path: 'patient.team', literals: [...words, 'me.team'], ordered: true },
    reference('patient.location', ['me.location']),
    plain('patient.location.region'),
    { path: 'state', literals: states, ordered: false },
  ],
  task: [
    reference('visit.patient', ['me']),
    reference('visit.doctor', ['me']),
    { path: 'count', literals: [0, 1, 2], ordered: true },
    { path: 'open', literals: [true, false], ordered: false },
    plain('visit.colour'),
    { path: 'visit.at', literals: [...days, 'today'], ordered: true },
    reference('visit.patient.location', ['me.location']),
  ],
}

const operandFor = (random: Random, { literals, ordered }: Path): Json => {
  const operators = ordered ? ['=', '!=', '<', '<=', '>', '>='] : ['=', '!=']
  const form = random.below(4)
  if (form === 0) return { 'is-blank': random.chance(0.5) }
  if (form === 1) return { in: [random.pick(literals), random.pick(literals)] }
  if (form === 2) return random.pick(literals)
  return { [random.pick(operators)]: random.pick(literals) }
}

const randomCondition = (random: Random, table: string, depth: number): Json => {
  const form = depth > 0 ? random.below(6) : 5
  const part = (): Json => randomCondition(random, table, depth - 1)
  if (form === 0) return { all: [part(), part()] }
  if (form === 1) return { any: [part(), part()] }
  if (form === 2) return { not: part() }
  const path = random.pick(pathsOn[table] ?? [])
  return { [path.path]: operandFor(random, path) }
}

const roles: Readonly<Record<string, { readonly audience: Audience }>> = {
  patient: { audience: 'patient' },
  proxy: { audience: 'patient' },
  nurse: { audience: 'staff' },
  desk: { audience: 'staff' },
  visitor: { audience: 'public' },
}

const randomPermission = (random: Random): Json => {
  const table = random.pick(Object.keys(tables))
  const fields = Object.entries(tables).find(([id]) => id === table)?.[1].fields ?? {}
  return {
    role: random.pick(Object.keys(roles)),
    table,
    may: [random.pick(verbs), ...random.some(verbs)].filter(
      (verb, place, all) => all.indexOf(verb) === place,
    ),
    fields: random.chance(0.1) ? [] : random.some(Object.keys(fields)),
    ...(random.chance(0.8) ? { where: randomCondition(random, table, 2) } : {}),
  }
}

/** What the workflow cannot do without, if the portal is to be publishable. */
const needed = [
  {
    role: 'patient',
    table: 'visit',
    may: ['create'],
    fields: ['patient', 'colour'],
    where: { patient: 'me' },
  },
  {
    role: 'desk',
    table: 'visit',
    may: ['read'],
    fields: ['colour'],
    where: { 'patient.location': 'me.location' },
  },
] as const

export const randomPortal = (random: Random): Portal =>
  portalSchema.parse({
    portal: 'random',
    name: { en: 'Random' },
    timezone: 'America/Chicago',
    hours: { 'mon-fri': '08:00-17:00' },
    look: { colour: '#1f6f5c' },
    tables,
    roles,
    permissions: [...needed, ...Array.from({ length: 4 + random.below(20) }, () => randomPermission(random))],
    forms: { visit: { table: 'visit', questions: [{ ask: 'colour' }] } },
    queues: { desk: { roles: ['desk'] } },
    workflows: {
      visit: {
        table: 'visit',
        start: { by: ['patient'], form: 'visit' },
        states: {
          submitted: { queue: 'desk', 'patient-sees': { en: 'Received' } },
          done: { ends: true, 'patient-sees': { en: 'Done' } },
        },
        transitions: { finish: { from: ['submitted'], to: 'done', by: ['desk'] } },
      },
    },
    notices: {},
  })

/** A random portal that could be published: without the permissions `check` finds something wrong with. */
export const randomSoundPortal = (random: Random): Portal => {
  const portal = randomPortal(random)
  const wrong = new Set(
    check(portal).flatMap(({ severity, path }) =>
      severity === 'error' && path[0] === 'permissions' ? [path[1]] : [],
    ),
  )
  return { ...portal, permissions: portal.permissions.filter((_, place) => !wrong.has(place)) }
}
