import { classes } from '../field/class.ts'
import { kindNames } from '../field/kinds.ts'
import { currencies } from '../field/money.ts'
import type { Edit } from '../portal/edit.ts'
import { outOfDate } from '../portal/out-of-date.ts'
import { withOpening } from '../portal/hours-by-day.ts'
import { audiences, powers, verbs, type Portal } from '../portal/portal.ts'
import { languages } from '../portal/text.ts'
import { weekdays } from '../portal/weekday.ts'
import type { Random } from './random.ts'
import {
  condition,
  expression,
  field,
  fieldsOf,
  idIn,
  idsIn,
  itemKind,
  labelled,
  limit,
  maybe,
  newId,
  notice,
  options,
  retired,
  pathFrom,
  perhaps,
  permission,
  placeIn,
  text,
  wording,
  wordings,
} from './random-parts.ts'
import { logo } from './logo.ts'
import { formMakers } from './random-form-edit.ts'
import { workflowMakers } from './random-workflow-edit.ts'

/**
 * Whatever a maker might do to a draft next, and what she would hardly do: ids that are taken or lead nowhere, settings
 * that do not fit, the last of something taken away. Only its shape is sound.
 */
type Kind = Edit['kind']
type Of<One extends Kind> = Extract<Edit, { readonly kind: One }>
type Makers = { readonly [One in Kind]: (random: Random, portal: Portal) => Of<One> }

/** One for every kind of edit there is: a new kind without one does not compile. */
const makers = {
  ...workflowMakers,
  ...formMakers,
  'add-table': (random, portal) => {
    const table = newId(random, portal.tables)
    const fields = { name: field(random, portal, table) }
    return { kind: 'add-table', table, as: { ...perhaps(random, 'label', () => text(random)), fields } }
  },
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
    return { kind: 'add-field', table, field: id, as: field(random, portal, table) }
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
        ...maybe(random, 'retired', () => retired(random, portal, table)),
        ...maybe(random, 'search', () => random.pick(['exact', 'words'] as const)),
        ...maybe(random, 'from', () => expression(random, portal, table)),
        ...maybe(random, 'statement', () => text(random)),
        ...maybe(random, 'of', () => itemKind(random)),
        ...maybe(random, 'once', () => true as const),
        ...maybe(random, 'min', () => random.below(5)),
        ...maybe(random, 'max', () => random.below(5)),
        ...maybe(random, 'decimals', () => random.below(3)),
        ...maybe(random, 'not-before', () => limit(random)),
        ...maybe(random, 'not-after', () => limit(random)),
      },
    }
  },
  'change-kind': (random, portal) => {
    const table = idIn(random, portal.tables)
    const old = idIn(random, fieldsOf(portal, table))
    const as = field(random, portal, table)
    const before = portal.tables[table]?.fields[old]
    return {
      ...{ kind: 'change-kind', table, field: old },
      into: newId(random, fieldsOf(portal, table)),
      as: { ...as, class: before && random.chance(0.8) ? before.class : as.class },
      ...perhaps(random, 'keepsOld', () => random.chance(0.5)),
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
  'set-cells': (random, portal) => {
    const table = idIn(random, portal.tables)
    const states = Object.values(portal.workflows).find((one) => one.table === table)?.states
    return {
      ...{ kind: 'set-cells', table },
      roles: idsIn(random, portal.roles),
      fields: idsIn(random, fieldsOf(portal, table)),
      may: Object.fromEntries(random.some(verbs).map((verb) => [verb, random.chance(0.6)])),
      ...maybe(random, 'states', () => idsIn(random, states)),
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
  'add-rehearsal': (random, portal) => {
    const workflow = idIn(random, portal.workflows)
    const by = idIn(random, portal.roles)
    return {
      kind: 'add-rehearsal',
      rehearsal: newId(random, portal.rehearsals ?? {}),
      as: { workflow, start: { by }, steps: random.chance(0.5) ? [{ wait: '2 hours' }] : [] },
    }
  },
  'remove-rehearsal': (random, portal) => ({
    kind: 'remove-rehearsal',
    rehearsal: idIn(random, portal.rehearsals ?? {}),
  }),
  'set-currency': (random) => ({ kind: 'set-currency', currency: random.pick(currencies) }),
  'set-practice': (random, portal) => ({
    kind: 'set-practice',
    set: {
      ...maybe(random, 'phone', () => '555-0142'),
      ...perhaps(random, 'timezone', () => random.pick(['America/Denver', 'Nowhere', 'UTC'])),
      ...perhaps(random, 'hours', () =>
        withOpening(portal.hours, random.pick(weekdays), random.pick(['09:00-16:00', '16:00-09:00', null])),
      ),
    },
  }),
  'set-look': (random) => ({
    kind: 'set-look',
    look: { colour: `#${random.below(0x1000000).toString(16).padStart(6, '0')}` },
  }),
  'set-logo': (random) => ({ kind: 'set-logo', logo: random.chance(0.3) ? null : logo(random) }),
  'change-logo': (random) => ({
    kind: 'change-logo',
    set: {
      ...maybe(random, 'label', () => text(random)),
      ...maybe(random, 'beside-name', () => true as const),
    },
  }),
  'set-name': (random) => ({ kind: 'set-name', name: text(random) }),
  'set-label': (random, portal) => ({
    kind: 'set-label',
    of: labelled(random, portal),
    label: random.chance(0.3) ? null : text(random),
  }),
  'settle-words': (random, portal) => ({
    kind: 'settle-words',
    of: [...(outOfDate(portal)[0]?.at ?? ['tables', idIn(random, portal.tables), 'label', 'es'])],
  }),
  restore: (random, portal) => ({
    kind: 'restore',
    parts: random.pick([
      [{ path: ['phone'], ...perhaps(random, 'value', () => '555-0199') }],
      [{ path: ['currency'], ...perhaps(random, 'value', () => random.pick(currencies)) }],
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
