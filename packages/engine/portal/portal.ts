import { z } from 'zod'
import { conditionSchema } from '../access/condition-schema.ts'
import type { DeepReadonly } from '../brand.ts'
import { classes } from '../field/class.ts'
import { expressionSchema } from '../field/expression-schema.ts'
import { kindNames } from '../field/kinds.ts'
import { itemKindNames } from '../field/list.ts'
import { currencies } from '../field/money.ts'
import { isTime } from '../field/time.ts'
import { formSchema, type answerCheckSchema, type questionSchema, type sectionSchema } from './form-schema.ts'
import { idSchema } from './id-schema.ts'
import { lookSchema } from './look-schema.ts'
import { inOrder } from './order.ts'
import { textSchema } from './text-schema.ts'

/** A portal: everything a practice declared, as one immutable value. Shape only; `check` says the rest. */
const span = z.string().regex(/^[1-9]\d{0,3}m$/)
const dated = z.iso.date()
/** A day, `today` for whatever day it is when somebody answers, or a time of day. */
export const limitSchema = z.union([z.literal('today'), dated, z.string().refine(isTime)])

export const fieldSchema = z.strictObject({
  kind: z.enum(kindNames),
  class: z.enum(classes),
  label: textSchema.optional(),
  help: textSchema.optional(),
  /** The table a `reference` leads to. */
  to: idSchema.optional(),
  /** What a `choice` may be, by id. */
  options: z.record(idSchema, textSchema).optional(),
  /** Those of them that are no longer offered. Records in which one was chosen keep it, with its words. */
  retired: z.array(idSchema).max(500).optional(),
  /** What a `computed` field is made of. */
  from: expressionSchema.optional(),
  /** What a `list` is of. */
  of: z.enum(itemKindNames).optional(),
  /** What somebody signs under, in a `signature`. */
  statement: textSchema.optional(),
  /** How a private field can be found: by its whole value, or by the beginnings of its words. */
  search: z.enum(['exact', 'words']).optional(),
  /** What a `reference` leads to can be taken by one record at a time, and no longer be chosen while it is. */
  once: z.literal(true).optional(),
  /** The least and the most a `number` or `money` takes. */
  min: z.number().optional(),
  max: z.number().optional(),
  /** How many digits after the point a `number` takes at most; none makes it a whole number. */
  decimals: z.number().int().min(0).max(5).optional(),
  /** The first and the last day a `date` or `date-time` takes, or time a `time` does: a day, or that on which it is answered. */
  'not-before': limitSchema.optional(),
  'not-after': limitSchema.optional(),
  /** The field of this table whose values it takes over, converted, when it is first published. */
  'filled-from': idSchema.optional(),
})

export const tableSchema = z.strictObject({
  label: textSchema.optional(),
  /** The people table of an audience: one record is one person. */
  people: z.enum(['patient', 'staff']).optional(),
  /** The ownership path: the reference (or two, dotted) that leads to the patient a record belongs to. */
  patient: z.string().max(82).optional(),
  fields: z.record(idSchema, fieldSchema),
})

export const audiences = ['patient', 'staff', 'public', 'system'] as const
export const powers = [
  'build',
  'publish',
  'approve',
  'grant-roles',
  'open-accounts',
  'read-trail',
  'export',
  'shred',
] as const

export const roleSchema = z.strictObject({
  label: textSchema.optional(),
  audience: z.enum(audiences),
  /** Held for a patient by somebody who acts for her, and never for oneself. */
  proxy: z.literal(true).optional(),
  /** Minutes without a call after which the session ends, as `15m`. The strictest of several roles holds. */
  idle: span.optional(),
  powers: z.array(z.enum(powers)).optional(),
})

export const verbs = ['read', 'create', 'update', 'delete', 'export'] as const

export const permissionSchema = z.strictObject({
  role: idSchema,
  table: idSchema,
  may: z.array(z.enum(verbs)).min(1),
  fields: z.array(idSchema),
  where: conditionSchema.optional(),
})

export const queueSchema = z.strictObject({
  label: textSchema.optional(),
  roles: z.array(idSchema).min(1),
  /** The shared mailbox staff notices of this queue go to. */
  mailbox: z.email().optional(),
})

const dueSchema = z.strictObject({
  /** `4 business hours`, `2 days`, `30 seconds`: counted from entering the state, unless `from` says otherwise. */
  within: z.string().regex(/^[1-9]\d{0,3} (business )?(second|minute|hour|day)s?$/),
  /** Counted from when the request was asked, so that stages which say the same share one time. */
  from: z.literal('start').optional(),
  /** A transition the system takes when three quarters of the time have passed. */
  'at 75%': idSchema.optional(),
  /** The transition the system takes when the time is over. */
  then: idSchema,
})

export const stateSchema = z.strictObject({
  label: textSchema.optional(),
  'patient-sees': textSchema,
  queue: idSchema.optional(),
  due: dueSchema.optional(),
  ends: z.literal(true).optional(),
})

export const transitionSchema = z.strictObject({
  label: textSchema.optional(),
  from: z.array(idSchema).min(1),
  /** Where it leads; without it the request stays in its state and its deadlines run on. */
  to: idSchema.optional(),
  /** Role ids, or `system` for what a deadline does. */
  by: z.array(idSchema).min(1),
  asks: z.array(idSchema).optional(),
  /** Fields that are blank after the step: what they took `once` is free again. */
  clears: z.array(idSchema).optional(),
  'only-when': conditionSchema.optional(),
  /** `me`: the one who takes this transition has the request from now on. `nobody`: it goes back to the queue. */
  assign: z.enum(['me', 'nobody']).optional(),
  'fresh-sign-in': span.optional(),
  notice: idSchema.optional(),
})

/** How a request begins: who may, by which form, at which state, and what is sent then. */
export const startSchema = z.strictObject({
  by: z.array(idSchema).min(1),
  form: idSchema,
  state: idSchema.optional(),
  notice: idSchema.optional(),
})

const orderSchema = z.strictObject({
  states: z.array(idSchema).max(500).optional(),
  transitions: z.array(idSchema).max(500).optional(),
})

/**
 * Canonical JSON sorts keys, so an order that people choose is part of the portal only as a list. Once parsed, states
 * and transitions stand in it, and whoever goes through them need not know.
 */
export const workflowSchema = z
  .strictObject({
    label: textSchema.optional(),
    table: idSchema,
    start: startSchema,
    states: z.record(idSchema, stateSchema),
    transitions: z.record(idSchema, transitionSchema),
    order: orderSchema.optional(),
  })
  .overwrite((workflow) =>
    workflow.order
      ? {
          ...workflow,
          states: inOrder(workflow.states, workflow.order.states),
          transitions: inOrder(workflow.transitions, workflow.order.transitions),
        }
      : workflow,
  )

const wordingSchema = z.strictObject({
  subject: z.string().min(1).max(200),
  body: z.string().min(1).max(5000),
})

export const noticeSchema = z.strictObject({
  label: textSchema.optional(),
  /** The patient the request is about, or the mailbox of the queue it waits in. */
  to: z.enum(['patient', 'queue']),
  wording: z.strictObject({ en: wordingSchema, es: wordingSchema.optional() }),
})

const opening = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/)

/** Where something stands, as keys from the portal's root. */
export const pathSchema = z.array(z.union([z.string().max(250), z.number().int().nonnegative()])).max(20)

/** Words of health, figures or dates that may stand at one place of a message after all: which, where and why. */
export const acceptedWordsSchema = z.strictObject({
  words: z.array(z.string().min(1).max(200)).min(1).max(100),
  in: pathSchema.min(1),
  because: z.string().trim().min(10).max(500),
})

/** What a step of a rehearsal must lead to. What is left out may be as it will. */
const expectedSchema = z.strictObject({
  state: idSchema.optional(),
  /** The queue it waits in; null for none. */
  queue: idSchema.nullable().optional(),
  /** Whose role the one is who has it, or `nobody`. */
  assignee: idSchema.optional(),
  /** Exactly the messages that go out, in their order. */
  notices: z.array(idSchema).max(50).optional(),
  refused: z.enum(['not-found', 'answers-invalid', 'wrong-state', 'only-when']).optional(),
  sees: z
    .strictObject({
      role: idSchema,
      visible: z.array(idSchema).max(100).optional(),
      hidden: z.array(idSchema).max(100).optional(),
    })
    .optional(),
})

const typedSchema = z.record(idSchema, z.string().max(8000))
const rehearsalStartSchema = z.strictObject({
  by: idSchema,
  /** Invented answers, as somebody would type them. */
  with: typedSchema.optional(),
  expect: expectedSchema.optional(),
})
const rehearsalTakesSchema = rehearsalStartSchema.extend({ takes: idSchema })
const rehearsalWaitsSchema = z.strictObject({
  wait: dueSchema.shape.within,
  expect: expectedSchema.optional(),
})

/** A scripted walk of one request, with a fake clock and invented people. */
export const rehearsalSchema = z.strictObject({
  label: textSchema.optional(),
  workflow: idSchema,
  /** When the fake clock starts, in the practice's own time; a Monday morning unless it says. */
  begins: z.iso.datetime({ local: true, precision: -1 }).optional(),
  start: rehearsalStartSchema,
  steps: z.array(z.union([rehearsalTakesSchema, rehearsalWaitsSchema])).max(100),
})

/** When the practice is open, by weekday or range of weekdays: `{ mon-fri: 08:00-17:00, closed: [2026-12-25] }`. */
export const hoursSchema = z.object({ closed: z.array(dated).max(400).optional() }).catchall(opening)

const portalShape = z.strictObject({
  portal: idSchema,
  name: textSchema,
  /** Where people call when it is urgent; shown wherever they write. */
  phone: z.string().max(40).optional(),
  timezone: z.string().max(60),
  /** What amounts of money are in; US dollars unless it says. */
  currency: z.enum(currencies).optional(),
  hours: hoursSchema,
  look: lookSchema,
  tables: z.record(idSchema, tableSchema),
  roles: z.record(idSchema, roleSchema),
  permissions: z.array(permissionSchema),
  forms: z.record(idSchema, formSchema),
  queues: z.record(idSchema, queueSchema),
  workflows: z.record(idSchema, workflowSchema),
  notices: z.record(idSchema, noticeSchema),
  rehearsals: z.record(idSchema, rehearsalSchema).optional(),
  'accepted-words': z.array(acceptedWordsSchema).max(500).optional(),
  /** Texts whose Spanish may say something else since their English changed: the English it was made from, see `out-of-date.ts`. */
  'out-of-date': z.record(z.string().max(250), z.string().max(5000)).optional(),
})

/** A portal in which nothing is out of date is the same whether or not something was. */
export const portalSchema = portalShape.overwrite((portal) => {
  const { 'out-of-date': old, ...rest } = portal
  return old && Object.keys(old).length === 0 ? rest : portal
})

export type Portal = DeepReadonly<z.infer<typeof portalSchema>>
export type Table = DeepReadonly<z.infer<typeof tableSchema>>
export type Field = DeepReadonly<z.infer<typeof fieldSchema>>
export type Role = DeepReadonly<z.infer<typeof roleSchema>>
export type Permission = DeepReadonly<z.infer<typeof permissionSchema>>
export type Form = DeepReadonly<z.infer<typeof formSchema>>
export type Question = DeepReadonly<z.infer<typeof questionSchema>>
export type Section = DeepReadonly<z.infer<typeof sectionSchema>>
export type AnswerCheck = DeepReadonly<z.infer<typeof answerCheckSchema>>
export type Queue = DeepReadonly<z.infer<typeof queueSchema>>
export type Workflow = DeepReadonly<z.infer<typeof workflowSchema>>
export type State = DeepReadonly<z.infer<typeof stateSchema>>
export type Transition = DeepReadonly<z.infer<typeof transitionSchema>>
export type Due = DeepReadonly<z.infer<typeof dueSchema>>
export type Notice = DeepReadonly<z.infer<typeof noticeSchema>>
export type Wording = DeepReadonly<z.infer<typeof wordingSchema>>
export type Rehearsal = DeepReadonly<z.infer<typeof rehearsalSchema>>
export type RehearsalStart = Rehearsal['start']
export type RehearsalStep = Rehearsal['steps'][number]
export type Expected = DeepReadonly<z.infer<typeof expectedSchema>>
export type AcceptedWords = DeepReadonly<z.infer<typeof acceptedWordsSchema>>
export type Hours = DeepReadonly<z.infer<typeof hoursSchema>>
export type Audience = (typeof audiences)[number]
export type Power = (typeof powers)[number]
export type Verb = (typeof verbs)[number]

/** What every record of a workflow's table has beside its declared fields. */
export const requestFields = ['state', 'queue', 'assignee', 'due', 'created'] as const
