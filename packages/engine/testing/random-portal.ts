import type { Condition } from '../access/condition.ts'
import { check } from '../portal/check.ts'
import {
  portalSchema,
  verbs,
  type Audience,
  type Permission,
  type Portal,
  type Verb,
} from '../portal/portal.ts'
import { recordId } from './maple.ts'
import { words, days, states, queues, times, amounts, kinds, needs } from './random-values.ts'
import { tables } from './random-tables.ts'
import type { Random } from './random.ts'

/**
 * A random portal whose tables are fixed, so that one database serves all of them, and whose permissions are as odd as
 * the schema lets them be: overlapping, empty, contradictory, over one, two or no references, on all that a person, a
 * record or a request is known by.
 */
type Scalar = string | number | boolean
type Path = {
  readonly path: string
  readonly values: readonly Scalar[]
  readonly ordered: boolean
  readonly several?: boolean
}

const known = (path: string, ...values: readonly Scalar[]): Path => ({ path, values, ordered: false })
const ordered = (path: string, ...values: readonly Scalar[]): Path => ({ path, values, ordered: true })
/** Asked as well, sometimes, for what only a single thing can be, which is no. */
const several = (path: string): Path => ({
  path,
  values: [...needs, 'routine', 'me.team', 1],
  ordered: false,
  several: true,
})
const word = (path: string): Path => ordered(path, ...words, 'me.team')
const day = (path: string): Path => ordered(path, ...days, 'today', 'me.since', 'me.seen')
const amount = (path: string): Path => ordered(path, 0, 1, 2, 'me.level', true, 'red')
const clock = (path: string): Path => ordered(path, ...times, 'me.team', 1200)
const price = (path: string): Path => ordered(path, ...amounts, 'me.level', '0')
const yes = (path: string): Path => known(path, true, false, 'me.active', 1)
/** Places are the first records of every world. */
const place = (path: string): Path => known(path, 'me.location', recordId(1), recordId(2))
const self = (path: string): Path => known(path, 'me', 'me', recordId(5))

/** What a condition on each table can read, with values to compare it with; a few are of another kind, which is no. */
const pathsOn: Readonly<Record<string, readonly Path[]>> = {
  location: [word('name'), word('region'), known('place', 'red')],
  patient: [
    ...[word('team'), word('location.region'), place('location'), amount('level')],
    ...[day('since'), day('seen'), yes('active'), several('needs')],
  ],
  staff: [
    word('team'),
    word('location.region'),
    place('location'),
    amount('level'),
    day('seen'),
    yes('active'),
  ],
  supply: [
    ...[
      word('colour'),
      amount('count'),
      price('cost'),
      clock('opens'),
      yes('open'),
      self('keeper'),
      word('keeper.team'),
      amount('keeper.level'),
    ],
    ...[yes('keeper.active'), place('keeper.location'), word('keeper.location.region')],
  ],
  visit: [
    ...[self('patient'), self('doctor'), word('colour'), known('kind', ...kinds), day('day'), day('at')],
    ...[several('needs'), several('patient.needs'), several('doctor.needs')],
    ...[
      word('patient.team'),
      place('patient.location'),
      word('patient.location.region'),
      yes('patient.active'),
    ],
    ...[place('doctor.location'), day('patient.seen'), amount('doctor.level')],
    ...[known('state', ...states), known('queue', ...queues), self('assignee'), day('due'), day('created')],
  ],
  task: [
    ...[self('visit.patient'), self('visit.doctor'), amount('count'), yes('open'), word('visit.colour')],
    ...[day('visit.at'), day('visit.day'), several('visit.needs'), known('visit.kind', ...kinds)],
    ...[
      known('visit.state', ...states),
      known('visit.queue', ...queues),
      self('visit.assignee'),
      day('visit.due'),
    ],
    ...[place('visit.patient.location'), word('visit.doctor.team'), yes('visit.patient.active')],
  ],
}

const upTo = <T>(random: Random, most: number, one: () => T): readonly T[] =>
  Array.from({ length: 1 + random.below(most) }, one)

const operandFor = (random: Random, { values, ordered: isOrdered, several: isSeveral = false }: Path) => {
  const value = random.pick(values)
  const forms = [
    () => value,
    () => ({ 'is-blank': random.chance(0.5) }),
    () => ({ in: upTo(random, 3, () => random.pick(values)) }),
    () => ({ '=': value }),
    () => ({ '!=': value }),
    ...(isSeveral || random.chance(0.05) ? [() => ({ includes: value })] : []),
    ...(isOrdered
      ? [() => ({ '<': value }), () => ({ '<=': value }), () => ({ '>': value }), () => ({ '>=': value })]
      : []),
  ] as const
  return random.pick(forms)()
}

const randomPaths = (random: Random, table: string): Condition =>
  Object.fromEntries(
    upTo(random, 2, () => random.pick(pathsOn[table] ?? [])).map((path) => [
      path.path,
      operandFor(random, path),
    ]),
  )

const randomCondition = (random: Random, table: string, depth: number): Condition => {
  const form = depth > 0 ? random.below(6) : 5
  const part = (): Condition => randomCondition(random, table, depth - 1)
  if (form === 0) return { all: upTo(random, 3, part) }
  if (form === 1) return { any: upTo(random, 3, part) }
  if (form === 2) return { not: part() }
  return randomPaths(random, table)
}

const roles: Readonly<Record<string, { readonly audience: Audience }>> = {
  patient: { audience: 'patient' },
  proxy: { audience: 'patient' },
  nurse: { audience: 'staff' },
  desk: { audience: 'staff' },
  lead: { audience: 'staff' },
  visitor: { audience: 'public' },
}

const randomVerbs = (random: Random): readonly Verb[] => {
  const sure = random.pick(verbs)
  return verbs.filter((verb) => verb === sure || random.chance(0.4))
}

const randomPermission = (random: Random): Permission => {
  const table = random.pick(Object.keys(tables))
  const fields = Object.keys(Object.entries(tables).find(([id]) => id === table)?.[1].fields ?? {})
  return {
    role: random.pick(Object.keys(roles)),
    table,
    may: randomVerbs(random),
    fields: random.chance(0.1) ? [] : random.some(fields),
    ...(random.chance(0.8) ? { where: randomCondition(random, table, 2) } : {}),
  }
}

/** What the workflow cannot do without, if the portal is to be publishable. */
const needed: readonly Permission[] = [
  {
    role: 'patient',
    table: 'visit',
    may: ['create'],
    fields: ['patient', 'colour'],
    where: { patient: 'me' },
  },
  ...['desk', 'nurse'].map((role): Permission => ({
    role,
    table: 'visit',
    may: ['read'],
    fields: ['colour'],
    where: { 'patient.location': 'me.location' },
  })),
]

const frame: Portal = portalSchema.parse({
  portal: 'random',
  name: { en: 'Random' },
  timezone: 'America/Chicago',
  hours: { 'mon-fri': '08:00-17:00' },
  look: { colour: '#1f6f5c' },
  tables,
  roles,
  permissions: [],
  forms: { visit: { table: 'visit', questions: [{ ask: 'colour' }] } },
  queues: { desk: { roles: ['desk'] }, nurse: { roles: ['nurse'] } },
  workflows: {
    visit: {
      table: 'visit',
      start: { by: ['patient'], form: 'visit' },
      states: {
        submitted: { queue: 'desk', 'patient-sees': { en: 'Received' } },
        waiting: { queue: 'nurse', 'patient-sees': { en: 'Waiting' } },
        done: { ends: true, 'patient-sees': { en: 'Done' } },
      },
      transitions: {
        wait: { from: ['submitted'], to: 'waiting', by: ['desk'] },
        finish: { from: ['waiting'], to: 'done', by: ['nurse'] },
      },
    },
  },
  notices: {},
})

const withPermissions = (...permissions: readonly Permission[]): Portal => ({
  ...frame,
  permissions: [...needed, ...permissions],
})

export const randomPortal = (random: Random, most = 20): Portal =>
  withPermissions(...Array.from({ length: 4 + random.below(most) }, () => randomPermission(random)))

/** A portal that asks about everything a random one might ask about: its structure serves all of them. */
export const everyPathPortal: Portal = withPermissions(
  ...Object.entries(pathsOn).flatMap(([table, paths]) =>
    paths.map(({ path }): Permission => ({
      role: 'lead',
      table,
      may: ['read'],
      fields: Object.keys(frame.tables[table]?.fields ?? {}),
      where: { [path]: { 'is-blank': false } },
    })),
  ),
)

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
