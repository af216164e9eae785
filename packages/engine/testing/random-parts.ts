import type { Condition } from '../access/condition.ts'
import { classes } from '../field/class.ts'
import type { Expression } from '../field/expression.ts'
import { kindNames } from '../field/kinds.ts'
import { itemKindNames } from '../field/list.ts'
import {
  verbs,
  type AnswerCheck,
  type Field,
  type Form,
  type Notice,
  type Permission,
  type Portal,
  type Question,
  type State,
  type Transition,
} from '../portal/portal.ts'
import type { Text } from '../portal/text.ts'
import type { Random } from './random.ts'

type Map = Readonly<Record<string, unknown>>

const freshIds = ['oak', 'elm', 'ash', 'fir', 'yew'] as const
export const wordings = ['Hello', 'Ready', 'Call us {{phone}}', '{{link}}', '{{medication}}', '{{#if', '7 mg']
const colours = ['Red', 'Green', 'Blue', 'Medicine', ' '] as const

const oneOf = <T>(random: Random, from: readonly T[], other: T): T =>
  from.length === 0 ? other : random.pick(from)

/** Mostly the id of something that is there. */
export const idIn = (random: Random, map: Map | undefined): string =>
  random.chance(0.9) ? oneOf(random, Object.keys(map ?? {}), random.pick(freshIds)) : random.pick(freshIds)

/** Mostly an id that is free. */
export const newId = (random: Random, map: Map | undefined): string =>
  random.chance(0.9) ? random.pick(freshIds) : idIn(random, map)

export const idsIn = (random: Random, map: Map | undefined): [string, ...string[]] => {
  const [first = random.pick(freshIds), ...rest] = random.some(Object.keys(map ?? {}))
  return [first, ...rest]
}

export const placeIn = (random: Random, list: readonly unknown[] | undefined): number =>
  random.below((list?.length ?? 0) + 1)

export const text = (random: Random): Text => ({
  en: random.pick(colours),
  ...(random.chance(0.6) ? { es: random.pick(colours) } : {}),
})

/** A setting that is left alone, taken away, or set. */
export const maybe = <Key extends string, Value>(random: Random, key: Key, value: () => Value) => {
  const settings: { [key in Key]?: Value | null } = {}
  if (random.chance(0.4)) settings[key] = random.chance(0.3) ? null : value()
  return settings
}

/** A setting that is left alone, or set; it cannot be taken away. */
export const perhaps = <Key extends string, Value>(random: Random, key: Key, value: () => Value) => {
  const settings: { [key in Key]?: Value } = {}
  if (random.chance(0.4)) settings[key] = value()
  return settings
}

export const fieldsOf = (portal: Portal, table: string): Map | undefined => portal.tables[table]?.fields

export const pathFrom = (random: Random, portal: Portal, table: string, hops: number): string => {
  const own = idIn(random, { ...fieldsOf(portal, table), state: null, due: null })
  const to = portal.tables[table]?.fields[own]?.to
  return to === undefined || hops === 0 ? own : `${own}.${pathFrom(random, portal, to, hops - 1)}`
}

const operand = (random: Random) => {
  const value = random.pick([
    'me',
    'me.location',
    'answer.oak',
    'today',
    'submitted',
    '2026-11-20',
    '09:30',
    'red',
    3,
    true,
  ] as const)
  const forms = [
    () => value,
    () => ({ 'is-blank': random.chance(0.5) }),
    () => ({ in: [value] }),
    () => ({ '!=': value }),
    () => ({ '<=': value }),
    () => ({ includes: value }),
  ] as const
  return random.pick(forms)()
}

export const condition = (random: Random, portal: Portal, table: string, depth = 2): Condition => {
  const form = depth > 0 ? random.below(6) : 5
  const part = (): Condition => condition(random, portal, table, depth - 1)
  if (form === 0) return { all: [part(), part()] }
  if (form === 1) return { any: [part()] }
  if (form === 2) return { not: part() }
  return { [pathFrom(random, portal, table, 2)]: operand(random) }
}

/** Choices that are no longer offered, of one field of the table or another. */
export const retired = (random: Random, portal: Portal, table: string): readonly string[] =>
  random.some(
    Object.values(portal.tables[table]?.fields ?? {}).flatMap((one) => Object.keys(one.options ?? {})),
  )

export const options = (random: Random): Readonly<Record<string, Text>> =>
  Object.fromEntries(random.some(freshIds).map((id) => [id, text(random)]))

/** Of a day or of a time, whichever the field is. */
export const limit = (random: Random) => random.pick(['today', '2026-01-01', '2030-01-01', '09:30'] as const)

export const itemKind = (random: Random) => random.pick(itemKindNames)

/** What a computed field is made of, mostly of fields that are there. */
export const expression = (random: Random, portal: Portal, table: string): Expression => {
  const source = (): string => idIn(random, fieldsOf(portal, table))
  const forms = [
    () => ({ sum: [source(), source()] }),
    () => ({ difference: [source(), source()] }),
    () => ({ join: [source(), source(), source()] }),
    () => ({ whether: condition(random, portal, table, 1) }),
  ] as const
  return random.pick(forms)()
}

export const field = (random: Random, portal: Portal, table: string): Field => {
  const kind = random.pick(kindNames)
  return {
    kind,
    class: random.pick(classes),
    ...perhaps(random, 'label', () => text(random)),
    ...perhaps(random, 'help', () => text(random)),
    ...(kind === 'reference' ? { to: idIn(random, portal.tables) } : {}),
    ...(kind === 'choice' || kind === 'many-choice' ? { options: options(random) } : {}),
    ...(kind === 'computed' ? { from: expression(random, portal, table) } : {}),
    ...(kind === 'list' ? { of: itemKind(random) } : {}),
    ...(kind === 'signature' ? { statement: text(random) } : {}),
    ...perhaps(random, 'search', () => random.pick(['exact', 'words'] as const)),
  }
}

export const question = (random: Random, portal: Portal, table: string): Question => ({
  ask: idIn(random, fieldsOf(portal, table)),
  ...perhaps(random, 'title', () => text(random)),
  ...perhaps(random, 'optional', () => true),
  ...perhaps(random, 'only-when', () => condition(random, portal, table)),
})

export const prefill = (random: Random) => random.pick(['last', { patient: 'name' }] as const)

export const check = (random: Random, portal: Portal, id: string): AnswerCheck => {
  const table = portal.forms[id]?.table ?? ''
  return {
    'only-when': condition(random, portal, table, 1),
    at: idIn(random, fieldsOf(portal, table)),
    say: text(random),
  }
}

export const form = (random: Random, portal: Portal): Form => {
  const table = idIn(random, portal.tables)
  const asks = [question(random, portal, table), question(random, portal, table)]
  const section = random.pick(freshIds)
  return random.chance(0.7)
    ? { table, questions: asks }
    : {
        table,
        questions: asks.map((one) => ({ ...one, ...perhaps(random, 'section', () => section) })),
        sections: { [section]: { label: text(random) }, apart: { label: text(random) } },
        order: [section],
      }
}

export const permission = (random: Random, portal: Portal): Permission => {
  const table = idIn(random, portal.tables)
  return {
    role: idIn(random, portal.roles),
    table,
    may: [random.pick(verbs)],
    fields: random.some(Object.keys(fieldsOf(portal, table) ?? {})),
    ...perhaps(random, 'where', () => condition(random, portal, table)),
  }
}

export const due = (random: Random, transitions: Map | undefined) => ({
  within: random.pick(['4 business hours', '2 days', '30 seconds'] as const),
  then: idIn(random, transitions),
  ...perhaps(random, 'from', () => 'start' as const),
  ...perhaps(random, 'at 75%', () => idIn(random, transitions)),
})

export const state = (random: Random, portal: Portal, workflow: string): State => ({
  'patient-sees': text(random),
  ...perhaps(random, 'label', () => text(random)),
  ...perhaps(random, 'queue', () => idIn(random, portal.queues)),
  ...perhaps(random, 'due', () => due(random, portal.workflows[workflow]?.transitions)),
  ...perhaps(random, 'ends', () => true as const),
})

export const takers = (random: Random, portal: Portal) => idsIn(random, { ...portal.roles, system: null })

export const transition = (random: Random, portal: Portal, workflow: string): Transition => {
  const declared = portal.workflows[workflow]
  const fields = fieldsOf(portal, declared?.table ?? '')
  return {
    from: idsIn(random, declared?.states),
    by: takers(random, portal),
    ...perhaps(random, 'to', () => idIn(random, declared?.states)),
    ...perhaps(random, 'asks', () => random.some(Object.keys(fields ?? {}))),
    ...perhaps(random, 'clears', () => random.some(Object.keys(fields ?? {}))),
    ...perhaps(random, 'only-when', () => condition(random, portal, declared?.table ?? '')),
    ...perhaps(random, 'assign', () => random.pick(['me', 'nobody'] as const)),
    ...perhaps(random, 'notice', () => idIn(random, portal.notices)),
  }
}

export const wording = (random: Random) => ({ subject: random.pick(wordings), body: random.pick(wordings) })

export const notice = (random: Random): Notice => ({
  to: random.pick(['patient', 'queue'] as const),
  wording: { en: wording(random), ...perhaps(random, 'es', () => wording(random)) },
})

export const workflow = (random: Random, portal: Portal) => {
  const bare: Portal = { ...portal, workflows: {} }
  const stages = ['submitted', 'oak', 'done'] as const
  return {
    table: idIn(random, portal.tables),
    start: { by: takers(random, portal), form: idIn(random, portal.forms) },
    states: Object.fromEntries(stages.map((id) => [id, state(random, bare, '')])),
    transitions: { elm: { from: ['submitted'], to: random.pick(stages), by: takers(random, portal) } },
  }
}

/** Somewhere that a label may stand, mostly. */
export const labelled = (random: Random, portal: Portal): readonly string[] => {
  const table = idIn(random, portal.tables)
  const process = idIn(random, portal.workflows)
  const of = idIn(random, portal.forms)
  return random.pick([
    ['tables', table],
    ['tables', table, 'fields', idIn(random, fieldsOf(portal, table))],
    ['roles', idIn(random, portal.roles)],
    ['forms', idIn(random, portal.forms)],
    ['forms', of, 'sections', idIn(random, portal.forms[of]?.sections)],
    ['workflows', process, 'states', idIn(random, portal.workflows[process]?.states)],
    ['workflows', process, 'transitions', idIn(random, portal.workflows[process]?.transitions)],
    ['hours', 'mon-fri'],
  ] as const)
}

export const tableOfForm = (portal: Portal, id: string): string => portal.forms[id]?.table ?? ''
export const inWorkflow = (random: Random, portal: Portal) => {
  const id = idIn(random, portal.workflows)
  const declared = portal.workflows[id]
  return {
    workflow: id,
    declared,
    state: idIn(random, declared?.states),
    transition: idIn(random, declared?.transitions),
    fields: fieldsOf(portal, declared?.table ?? ''),
  }
}
