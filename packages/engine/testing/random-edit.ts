import type { Condition } from '../access/condition.ts'
import { classes } from '../field/class.ts'
import { kindNames } from '../field/kinds.ts'
import type { Edit } from '../portal/edit.ts'
import {
  audiences,
  powers,
  verbs,
  type Field,
  type Form,
  type Notice,
  type Permission,
  type Portal,
  type Question,
  type State,
  type Transition,
} from '../portal/portal.ts'
import { languages, type Text } from '../portal/text.ts'
import type { Random } from './random.ts'

/**
 * Whatever a maker might do to a draft next, and what she would hardly do: ids that are taken or lead nowhere, settings
 * that do not fit, the last of something taken away. Only its shape is sound.
 */
type Kind = Edit['kind']
type Of<One extends Kind> = Extract<Edit, { readonly kind: One }>
type Map = Readonly<Record<string, unknown>>

const freshIds = ['oak', 'elm', 'ash', 'fir', 'yew'] as const
const wordings = ['Hello', 'Ready', 'Call us {{phone}}', '{{link}}', '{{medication}}', '{{#if', '7 mg']
const colours = ['Red', 'Green', 'Blue', 'Medicine', ' '] as const

const oneOf = <T>(random: Random, from: readonly T[], other: T): T =>
  from.length === 0 ? other : random.pick(from)

/** Mostly the id of something that is there. */
const idIn = (random: Random, map: Map | undefined): string =>
  random.chance(0.9) ? oneOf(random, Object.keys(map ?? {}), random.pick(freshIds)) : random.pick(freshIds)

/** Mostly an id that is free. */
const newId = (random: Random, map: Map | undefined): string =>
  random.chance(0.9) ? random.pick(freshIds) : idIn(random, map)

const idsIn = (random: Random, map: Map | undefined): [string, ...string[]] => {
  const [first = random.pick(freshIds), ...rest] = random.some(Object.keys(map ?? {}))
  return [first, ...rest]
}

const placeIn = (random: Random, list: readonly unknown[] | undefined): number =>
  random.below((list?.length ?? 0) + 1)

const text = (random: Random): Text => ({
  en: random.pick(colours),
  ...(random.chance(0.6) ? { es: random.pick(colours) } : {}),
})

/** A setting that is left alone, taken away, or set. */
const maybe = <Key extends string, Value>(random: Random, key: Key, value: () => Value) => {
  const settings: { [key in Key]?: Value | null } = {}
  if (random.chance(0.4)) settings[key] = random.chance(0.3) ? null : value()
  return settings
}

/** A setting that is left alone, or set; it cannot be taken away. */
const perhaps = <Key extends string, Value>(random: Random, key: Key, value: () => Value) => {
  const settings: { [key in Key]?: Value } = {}
  if (random.chance(0.4)) settings[key] = value()
  return settings
}

const fieldsOf = (portal: Portal, table: string): Map | undefined => portal.tables[table]?.fields

const pathFrom = (random: Random, portal: Portal, table: string, hops: number): string => {
  const own = idIn(random, { ...fieldsOf(portal, table), state: null, due: null })
  const to = portal.tables[table]?.fields[own]?.to
  return to === undefined || hops === 0 ? own : `${own}.${pathFrom(random, portal, to, hops - 1)}`
}

const operand = (random: Random) => {
  const value = random.pick([
    'me',
    'me.location',
    'today',
    'submitted',
    '2026-11-20',
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
  ] as const
  return random.pick(forms)()
}

const condition = (random: Random, portal: Portal, table: string, depth = 2): Condition => {
  const form = depth > 0 ? random.below(6) : 5
  const part = (): Condition => condition(random, portal, table, depth - 1)
  if (form === 0) return { all: [part(), part()] }
  if (form === 1) return { any: [part()] }
  if (form === 2) return { not: part() }
  return { [pathFrom(random, portal, table, 2)]: operand(random) }
}

const options = (random: Random): Readonly<Record<string, Text>> =>
  Object.fromEntries(random.some(freshIds).map((id) => [id, text(random)]))

const dayLimit = (random: Random) => random.pick(['today', '2026-01-01', '2030-01-01'] as const)

const field = (random: Random, portal: Portal): Field => {
  const kind = random.pick(kindNames)
  return {
    kind,
    class: random.pick(classes),
    ...perhaps(random, 'label', () => text(random)),
    ...perhaps(random, 'help', () => text(random)),
    ...(kind === 'reference' ? { to: idIn(random, portal.tables) } : {}),
    ...(kind === 'choice' ? { options: options(random) } : {}),
    ...perhaps(random, 'search', () => random.pick(['exact', 'words'] as const)),
  }
}

const question = (random: Random, portal: Portal, table: string): Question => ({
  ask: idIn(random, fieldsOf(portal, table)),
  ...perhaps(random, 'title', () => text(random)),
  ...perhaps(random, 'optional', () => true),
  ...perhaps(random, 'only-when', () => condition(random, portal, table)),
})

const form = (random: Random, portal: Portal): Form => {
  const table = idIn(random, portal.tables)
  return { table, questions: [question(random, portal, table), question(random, portal, table)] }
}

const permission = (random: Random, portal: Portal): Permission => {
  const table = idIn(random, portal.tables)
  return {
    role: idIn(random, portal.roles),
    table,
    may: [random.pick(verbs)],
    fields: random.some(Object.keys(fieldsOf(portal, table) ?? {})),
    ...perhaps(random, 'where', () => condition(random, portal, table)),
  }
}

const due = (random: Random, transitions: Map | undefined) => ({
  within: random.pick(['4 business hours', '2 days', '30 seconds'] as const),
  then: idIn(random, transitions),
  ...perhaps(random, 'at 75%', () => idIn(random, transitions)),
})

const state = (random: Random, portal: Portal, workflow: string): State => ({
  'patient-sees': text(random),
  ...perhaps(random, 'label', () => text(random)),
  ...perhaps(random, 'queue', () => idIn(random, portal.queues)),
  ...perhaps(random, 'due', () => due(random, portal.workflows[workflow]?.transitions)),
  ...perhaps(random, 'ends', () => true as const),
})

const takers = (random: Random, portal: Portal) => idsIn(random, { ...portal.roles, system: null })

const transition = (random: Random, portal: Portal, workflow: string): Transition => {
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

const wording = (random: Random) => ({ subject: random.pick(wordings), body: random.pick(wordings) })

const notice = (random: Random): Notice => ({
  to: random.pick(['patient', 'queue'] as const),
  wording: { en: wording(random), ...perhaps(random, 'es', () => wording(random)) },
})

const workflow = (random: Random, portal: Portal) => {
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
const labelled = (random: Random, portal: Portal): readonly string[] => {
  const table = idIn(random, portal.tables)
  const process = idIn(random, portal.workflows)
  return random.pick([
    ['tables', table],
    ['tables', table, 'fields', idIn(random, fieldsOf(portal, table))],
    ['roles', idIn(random, portal.roles)],
    ['forms', idIn(random, portal.forms)],
    ['workflows', process, 'states', idIn(random, portal.workflows[process]?.states)],
    ['workflows', process, 'transitions', idIn(random, portal.workflows[process]?.transitions)],
    ['hours', 'mon-fri'],
  ] as const)
}

const tableOfForm = (portal: Portal, id: string): string => portal.forms[id]?.table ?? ''
const inWorkflow = (random: Random, portal: Portal) => {
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

type Makers = { readonly [One in Kind]: (random: Random, portal: Portal) => Of<One> }

/** One for every kind of edit there is: a new kind without one does not compile. */
const makers = {
  'add-table': (random, portal) => ({
    kind: 'add-table',
    table: newId(random, portal.tables),
    as: { ...perhaps(random, 'label', () => text(random)), fields: { name: field(random, portal) } },
  }),
  'change-table': (random, portal) => {
    const table = idIn(random, portal.tables)
    return {
      kind: 'change-table',
      table,
      set: {
        ...maybe(random, 'label', () => text(random)),
        ...maybe(random, 'patient', () => pathFrom(random, portal, table, 1)),
      },
    }
  },
  'remove-table': (random, portal) => ({ kind: 'remove-table', table: idIn(random, portal.tables) }),
  'add-field': (random, portal) => {
    const table = idIn(random, portal.tables)
    const id = newId(random, fieldsOf(portal, table))
    return { kind: 'add-field', table, field: id, as: field(random, portal) }
  },
  'remove-field': (random, portal) => {
    const table = idIn(random, portal.tables)
    return { kind: 'remove-field', table, field: idIn(random, fieldsOf(portal, table)) }
  },
  'change-field': (random, portal) => {
    const table = idIn(random, portal.tables)
    return {
      kind: 'change-field',
      table,
      field: idIn(random, fieldsOf(portal, table)),
      set: {
        ...perhaps(random, 'kind', () => random.pick(kindNames)),
        ...perhaps(random, 'class', () => random.pick(classes)),
        ...maybe(random, 'label', () => text(random)),
        ...maybe(random, 'help', () => text(random)),
        ...maybe(random, 'to', () => idIn(random, portal.tables)),
        ...maybe(random, 'options', () => options(random)),
        ...maybe(random, 'search', () => random.pick(['exact', 'words'] as const)),
        ...maybe(random, 'once', () => true as const),
        ...maybe(random, 'min', () => random.below(5)),
        ...maybe(random, 'max', () => random.below(5)),
        ...maybe(random, 'not-before', () => dayLimit(random)),
        ...maybe(random, 'not-after', () => dayLimit(random)),
      },
    }
  },
  'add-form': (random, portal) => ({
    kind: 'add-form',
    form: newId(random, portal.forms),
    as: form(random, portal),
  }),
  'remove-form': (random, portal) => ({ kind: 'remove-form', form: idIn(random, portal.forms) }),
  'add-question': (random, portal) => {
    const id = idIn(random, portal.forms)
    return {
      kind: 'add-question',
      form: id,
      question: question(random, portal, tableOfForm(portal, id)),
      ...perhaps(random, 'at', () => placeIn(random, portal.forms[id]?.questions)),
    }
  },
  'remove-question': (random, portal) => {
    const id = idIn(random, portal.forms)
    return { kind: 'remove-question', form: id, at: placeIn(random, portal.forms[id]?.questions) }
  },
  'move-question': (random, portal) => {
    const id = idIn(random, portal.forms)
    const questions = portal.forms[id]?.questions
    return {
      kind: 'move-question',
      form: id,
      at: placeIn(random, questions),
      to: placeIn(random, questions),
    }
  },
  'change-question': (random, portal) => {
    const id = idIn(random, portal.forms)
    return {
      kind: 'change-question',
      form: id,
      at: placeIn(random, portal.forms[id]?.questions),
      set: {
        ...maybe(random, 'title', () => text(random)),
        ...maybe(random, 'hint', () => text(random)),
        ...maybe(random, 'optional', () => random.chance(0.5)),
        ...maybe(random, 'only-when', () => condition(random, portal, tableOfForm(portal, id))),
      },
    }
  },
  'set-cell': (random, portal) => {
    const table = idIn(random, portal.tables)
    return {
      kind: 'set-cell',
      role: idIn(random, portal.roles),
      table,
      field: idIn(random, fieldsOf(portal, table)),
      verb: random.pick(verbs),
      on: random.chance(0.6),
      ...perhaps(random, 'where', () => condition(random, portal, table)),
    }
  },
  'add-permission': (random, portal) => ({ kind: 'add-permission', permission: permission(random, portal) }),
  'change-permission': (random, portal) => {
    const at = placeIn(random, portal.permissions)
    const table = portal.permissions[at]?.table ?? ''
    return {
      kind: 'change-permission',
      at,
      set: {
        ...perhaps(random, 'may', () => [random.pick(verbs)]),
        ...perhaps(random, 'fields', () => random.some(Object.keys(fieldsOf(portal, table) ?? {}))),
        ...maybe(random, 'where', () => condition(random, portal, table)),
      },
    }
  },
  'remove-permission': (random, portal) => ({
    kind: 'remove-permission',
    at: placeIn(random, portal.permissions),
  }),
  'add-role': (random, portal) => ({
    kind: 'add-role',
    role: newId(random, portal.roles),
    as: { audience: random.pick(audiences), ...perhaps(random, 'label', () => text(random)) },
  }),
  'change-role': (random, portal) => ({
    kind: 'change-role',
    role: idIn(random, portal.roles),
    set: {
      ...perhaps(random, 'audience', () => random.pick(audiences)),
      ...maybe(random, 'label', () => text(random)),
      ...maybe(random, 'idle', () => '20m'),
      ...maybe(random, 'proxy', () => true as const),
      ...maybe(random, 'powers', () => [...random.some(powers)]),
    },
  }),
  'remove-role': (random, portal) => ({ kind: 'remove-role', role: idIn(random, portal.roles) }),
  'add-queue': (random, portal) => ({
    kind: 'add-queue',
    queue: newId(random, portal.queues),
    as: { roles: idsIn(random, portal.roles), ...perhaps(random, 'label', () => text(random)) },
  }),
  'change-queue': (random, portal) => ({
    kind: 'change-queue',
    queue: idIn(random, portal.queues),
    set: {
      ...perhaps(random, 'roles', () => idsIn(random, portal.roles)),
      ...maybe(random, 'label', () => text(random)),
      ...maybe(random, 'mailbox', () => 'desk@example.com'),
    },
  }),
  'remove-queue': (random, portal) => ({ kind: 'remove-queue', queue: idIn(random, portal.queues) }),
  'add-workflow': (random, portal) => ({
    kind: 'add-workflow',
    workflow: newId(random, portal.workflows),
    as: workflow(random, portal),
  }),
  'change-start': (random, portal) => {
    const { workflow: id, declared } = inWorkflow(random, portal)
    return {
      kind: 'change-start',
      workflow: id,
      set: {
        ...perhaps(random, 'by', () => takers(random, portal)),
        ...perhaps(random, 'form', () => idIn(random, portal.forms)),
        ...maybe(random, 'state', () => idIn(random, declared?.states)),
        ...maybe(random, 'notice', () => idIn(random, portal.notices)),
      },
    }
  },
  'remove-workflow': (random, portal) => ({
    kind: 'remove-workflow',
    workflow: idIn(random, portal.workflows),
  }),
  'add-state': (random, portal) => {
    const { workflow: id, declared } = inWorkflow(random, portal)
    const as = state(random, portal, id)
    return { kind: 'add-state', workflow: id, state: newId(random, declared?.states), as }
  },
  'change-state': (random, portal) => {
    const { workflow: id, state: key, declared } = inWorkflow(random, portal)
    return {
      kind: 'change-state',
      workflow: id,
      state: key,
      set: {
        ...maybe(random, 'label', () => text(random)),
        ...perhaps(random, 'patient-sees', () => text(random)),
        ...maybe(random, 'queue', () => idIn(random, portal.queues)),
        ...maybe(random, 'due', () => due(random, declared?.transitions)),
        ...maybe(random, 'ends', () => true as const),
      },
    }
  },
  'remove-state': (random, portal) => {
    const { workflow: id, state: key } = inWorkflow(random, portal)
    return { kind: 'remove-state', workflow: id, state: key }
  },
  'move-state': (random, portal) => {
    const { workflow: id, state: key } = inWorkflow(random, portal)
    return { kind: 'move-state', workflow: id, state: key, to: random.below(5) }
  },
  'add-transition': (random, portal) => {
    const { workflow: id, declared } = inWorkflow(random, portal)
    const key = newId(random, declared?.transitions)
    return { kind: 'add-transition', workflow: id, transition: key, as: transition(random, portal, id) }
  },
  'remove-transition': (random, portal) => {
    const { workflow: id, transition: key } = inWorkflow(random, portal)
    return { kind: 'remove-transition', workflow: id, transition: key }
  },
  'move-transition': (random, portal) => {
    const { workflow: id, transition: key } = inWorkflow(random, portal)
    return { kind: 'move-transition', workflow: id, transition: key, to: random.below(5) }
  },
  'change-transition': (random, portal) => {
    const { workflow: id, transition: key, declared, fields } = inWorkflow(random, portal)
    return {
      kind: 'change-transition',
      workflow: id,
      transition: key,
      set: {
        ...maybe(random, 'label', () => text(random)),
        ...perhaps(random, 'from', () => idsIn(random, declared?.states)),
        ...maybe(random, 'to', () => idIn(random, declared?.states)),
        ...perhaps(random, 'by', () => takers(random, portal)),
        ...maybe(random, 'asks', () => [...random.some(Object.keys(fields ?? {}))]),
        ...maybe(random, 'clears', () => [...random.some(Object.keys(fields ?? {}))]),
        ...maybe(random, 'only-when', () => condition(random, portal, declared?.table ?? '')),
        ...maybe(random, 'assign', () => random.pick(['me', 'nobody'] as const)),
        ...maybe(random, 'fresh-sign-in', () => '15m'),
        ...maybe(random, 'notice', () => idIn(random, portal.notices)),
      },
    }
  },
  'add-notice': (random, portal) => ({
    kind: 'add-notice',
    notice: newId(random, portal.notices),
    as: notice(random),
  }),
  'change-notice': (random, portal) => ({
    kind: 'change-notice',
    notice: idIn(random, portal.notices),
    set: {
      ...maybe(random, 'label', () => text(random)),
      ...perhaps(random, 'to', () => random.pick(['patient', 'queue'] as const)),
    },
  }),
  'remove-notice': (random, portal) => ({ kind: 'remove-notice', notice: idIn(random, portal.notices) }),
  'set-wording': (random, portal) => ({
    kind: 'set-wording',
    notice: idIn(random, portal.notices),
    language: random.pick(languages),
    wording: random.chance(0.2) ? null : wording(random),
  }),
  'accept-words': (random, portal) => ({
    kind: 'accept-words',
    words: [random.pick(wordings)],
    in: ['notices', idIn(random, portal.notices), 'wording', 'en', 'body'],
    because: 'It is the name of the street.',
  }),
  'set-name': (random) => ({ kind: 'set-name', name: text(random) }),
  'set-label': (random, portal) => ({
    kind: 'set-label',
    of: labelled(random, portal),
    label: random.chance(0.3) ? null : text(random),
  }),
  restore: (random, portal) => ({
    kind: 'restore',
    parts: random.pick([
      [{ path: ['phone'], ...perhaps(random, 'value', () => '555-0199') }],
      [{ path: ['permissions'], value: portal.permissions.toReversed() }],
      [{ path: ['look', 'colour'], value: random.pick(['#000000', '#ffff00', 'red']) }],
      [{ path: ['accepted-words'] }],
      [{ path: ['roles', idIn(random, portal.roles)] }, { path: ['tables', idIn(random, portal.tables)] }],
      [{ path: ['hours'], value: {} }],
    ]),
  }),
} satisfies Makers

const isKind = (key: string): key is Kind => Object.hasOwn(makers, key)
export const editKinds: readonly Kind[] = Object.keys(makers).filter(isKind)

export const randomEdit = (random: Random, portal: Portal): Edit =>
  makers[random.pick(editKinds)](random, portal)
