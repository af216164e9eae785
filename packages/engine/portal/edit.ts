import { z } from 'zod'
import { conditionSchema } from '../access/condition-schema.ts'
import type { DeepReadonly } from '../brand.ts'
import { expressionSchema } from '../field/expression-schema.ts'
import { itemKindNames } from '../field/list.ts'
import { currencies } from '../field/money.ts'
import { answerCheckSchema, formSchema, prefillSchema, questionSchema, sectionSchema } from './form-schema.ts'
import { idSchema } from './id-schema.ts'
import {
  acceptedWordsSchema,
  fieldSchema,
  hoursSchema,
  limitSchema,
  noticeSchema,
  pathSchema,
  permissionSchema,
  queueSchema,
  rehearsalSchema,
  roleSchema,
  startSchema,
  stateSchema,
  tableSchema,
  transitionSchema,
  verbs,
  workflowSchema,
} from './portal.ts'
import { logoSchema, lookSchema } from './look-schema.ts'
import { languages } from './text.ts'
import { textSchema } from './text-schema.ts'

const place = z.number().int().nonnegative()
const of = { table: idSchema, field: idSchema, form: idSchema, workflow: idSchema }

/** A setting that an edit leaves alone when absent and takes away when null. */
const settings = <Shape extends Record<string, z.ZodType>>(shape: Shape) => z.strictObject(shape).partial()

/** What a change of each part may set; null takes the setting away. */
const tableSettings = settings({
  label: textSchema.nullable(),
  patient: tableSchema.shape.patient.nullable(),
})
const roleSettings = settings({
  label: textSchema.nullable(),
  audience: roleSchema.shape.audience,
  idle: roleSchema.shape.idle.nullable(),
  proxy: roleSchema.shape.proxy.nullable(),
  powers: roleSchema.shape.powers.nullable(),
})
const permissionSettings = settings({
  may: permissionSchema.shape.may,
  fields: permissionSchema.shape.fields,
  where: conditionSchema.nullable(),
})
const queueSettings = settings({
  label: textSchema.nullable(),
  roles: queueSchema.shape.roles,
  mailbox: queueSchema.shape.mailbox.nullable(),
})
const startSettings = settings({
  by: startSchema.shape.by,
  form: idSchema,
  state: idSchema.nullable(),
  notice: idSchema.nullable(),
})
const noticeSettings = settings({
  label: textSchema.nullable(),
  to: noticeSchema.shape.to,
})
const fieldSettings = settings({
  kind: fieldSchema.shape.kind,
  class: fieldSchema.shape.class,
  label: textSchema.nullable(),
  help: textSchema.nullable(),
  to: idSchema.nullable(),
  from: expressionSchema.nullable(),
  statement: textSchema.nullable(),
  of: z.enum(itemKindNames).nullable(),
  options: z.record(idSchema, textSchema).nullable(),
  retired: z.array(idSchema).max(500).nullable(),
  search: z.enum(['exact', 'words']).nullable(),
  once: z.literal(true).nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  decimals: fieldSchema.shape.decimals.nullable(),
  'not-before': limitSchema.nullable(),
  'not-after': limitSchema.nullable(),
})
const practiceSettings = settings({
  phone: z.string().trim().min(1).max(40).nullable(),
  timezone: z.string().min(1).max(60),
  hours: hoursSchema,
})
const logoSettings = settings({
  label: textSchema.nullable(),
  'beside-name': z.literal(true).nullable(),
})
const questionSettings = settings({
  title: textSchema.nullable(),
  hint: textSchema.nullable(),
  optional: z.boolean().nullable(),
  'only-when': conditionSchema.nullable(),
  prefill: prefillSchema.nullable(),
})
const sectionSettings = settings({
  label: textSchema,
  hint: textSchema.nullable(),
})
const checkSettings = settings(answerCheckSchema.shape)
const transitionSettings = settings({
  label: textSchema.nullable(),
  from: transitionSchema.shape.from,
  to: idSchema.nullable(),
  by: transitionSchema.shape.by,
  asks: z.array(idSchema).nullable(),
  clears: z.array(idSchema).nullable(),
  'only-when': conditionSchema.nullable(),
  assign: z.enum(['me', 'nobody']).nullable(),
  'fresh-sign-in': transitionSchema.shape['fresh-sign-in'].nullable(),
  notice: idSchema.nullable(),
})
const stateSettings = settings({
  label: textSchema.nullable(),
  'patient-sees': textSchema,
  queue: idSchema.nullable(),
  due: stateSchema.shape.due.nullable(),
  ends: z.literal(true).nullable(),
})

/**
 * One thing a maker does to a draft. Every edit has an inverse (`apply` hands it back), so that undo is exact.
 * `restore` is what inverses are made of: the parts that were different, put back as they were.
 */
export const editSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('add-table'), table: idSchema, as: tableSchema }),
  z.strictObject({ kind: z.literal('change-table'), table: of.table, set: tableSettings }),
  z.strictObject({ kind: z.literal('remove-table'), table: of.table }),
  z.strictObject({ kind: z.literal('add-field'), table: of.table, field: of.field, as: fieldSchema }),
  z.strictObject({ kind: z.literal('remove-field'), table: of.table, field: of.field }),
  z.strictObject({ kind: z.literal('change-field'), table: of.table, field: of.field, set: fieldSettings }),
  z.strictObject({
    kind: z.literal('change-kind'),
    table: of.table,
    field: of.field,
    /** The id of the field that takes its place. */
    into: idSchema,
    as: fieldSchema,
    /** The old one stays open to those who work on requests that began with it. */
    keepsOld: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('add-form'), form: of.form, as: formSchema }),
  z.strictObject({ kind: z.literal('remove-form'), form: of.form }),
  z.strictObject({
    kind: z.literal('add-question'),
    form: of.form,
    question: questionSchema,
    at: place.optional(),
  }),
  z.strictObject({ kind: z.literal('remove-question'), form: of.form, at: place }),
  z.strictObject({
    kind: z.literal('move-question'),
    form: of.form,
    at: place,
    to: place,
    /** The section it comes into; without one it stays in its own, and null is no section. */
    section: idSchema.nullable().optional(),
  }),
  z.strictObject({ kind: z.literal('change-question'), form: of.form, at: place, set: questionSettings }),
  z.strictObject({
    kind: z.literal('add-section'),
    form: of.form,
    section: idSchema,
    as: sectionSchema,
    at: place.optional(),
  }),
  z.strictObject({
    kind: z.literal('change-section'),
    form: of.form,
    section: idSchema,
    set: sectionSettings,
  }),
  z.strictObject({ kind: z.literal('move-section'), form: of.form, section: idSchema, to: place }),
  z.strictObject({ kind: z.literal('remove-section'), form: of.form, section: idSchema }),
  z.strictObject({ kind: z.literal('add-check'), form: of.form, check: idSchema, as: answerCheckSchema }),
  z.strictObject({ kind: z.literal('change-check'), form: of.form, check: idSchema, set: checkSettings }),
  z.strictObject({ kind: z.literal('remove-check'), form: of.form, check: idSchema }),
  z.strictObject({
    kind: z.literal('set-cell'),
    role: idSchema,
    table: of.table,
    field: of.field,
    verb: z.enum(verbs),
    on: z.boolean(),
    /** Which records, when the role has no permission on the table to take it from. */
    where: conditionSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('set-cells'),
    table: of.table,
    roles: z.array(idSchema).min(1).max(200),
    fields: z.array(idSchema).min(1).max(1000),
    /** What becomes of each verb; one that is not named stays as it is. */
    may: z.partialRecord(z.enum(verbs), z.boolean()),
    /** The states in which they may be changed; null for any, absent to leave that as it is. */
    states: z.array(idSchema).min(1).max(50).nullable().optional(),
  }),
  z.strictObject({ kind: z.literal('add-permission'), permission: permissionSchema }),
  z.strictObject({ kind: z.literal('change-permission'), at: place, set: permissionSettings }),
  z.strictObject({ kind: z.literal('remove-permission'), at: place }),
  z.strictObject({ kind: z.literal('add-role'), role: idSchema, as: roleSchema }),
  z.strictObject({ kind: z.literal('change-role'), role: idSchema, set: roleSettings }),
  z.strictObject({ kind: z.literal('remove-role'), role: idSchema }),
  z.strictObject({ kind: z.literal('add-queue'), queue: idSchema, as: queueSchema }),
  z.strictObject({ kind: z.literal('change-queue'), queue: idSchema, set: queueSettings }),
  z.strictObject({ kind: z.literal('remove-queue'), queue: idSchema }),
  z.strictObject({ kind: z.literal('add-workflow'), workflow: of.workflow, as: workflowSchema }),
  z.strictObject({ kind: z.literal('change-start'), workflow: of.workflow, set: startSettings }),
  z.strictObject({ kind: z.literal('remove-workflow'), workflow: of.workflow }),
  z.strictObject({ kind: z.literal('add-state'), workflow: of.workflow, state: idSchema, as: stateSchema }),
  z.strictObject({
    kind: z.literal('change-state'),
    workflow: of.workflow,
    state: idSchema,
    set: stateSettings,
  }),
  z.strictObject({ kind: z.literal('remove-state'), workflow: of.workflow, state: idSchema }),
  z.strictObject({ kind: z.literal('move-state'), workflow: of.workflow, state: idSchema, to: place }),
  z.strictObject({
    kind: z.literal('add-transition'),
    workflow: of.workflow,
    transition: idSchema,
    as: transitionSchema,
  }),
  z.strictObject({ kind: z.literal('remove-transition'), workflow: of.workflow, transition: idSchema }),
  z.strictObject({
    kind: z.literal('move-transition'),
    workflow: of.workflow,
    transition: idSchema,
    to: place,
  }),
  z.strictObject({
    kind: z.literal('change-transition'),
    workflow: of.workflow,
    transition: idSchema,
    set: transitionSettings,
  }),
  z.strictObject({ kind: z.literal('add-notice'), notice: idSchema, as: noticeSchema }),
  z.strictObject({ kind: z.literal('change-notice'), notice: idSchema, set: noticeSettings }),
  z.strictObject({ kind: z.literal('remove-notice'), notice: idSchema }),
  z.strictObject({
    kind: z.literal('set-wording'),
    notice: idSchema,
    language: z.enum(languages),
    /** Null takes the wording in a language other than English away. */
    wording: z
      .strictObject({ subject: z.string().min(1).max(200), body: z.string().min(1).max(5000) })
      .nullable(),
  }),
  z.strictObject({
    kind: z.literal('accept-words'),
    ...acceptedWordsSchema.shape,
    /** Whoever accepts says that the reason names no patient and no illness of anybody. */
    isSure: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('add-rehearsal'), rehearsal: idSchema, as: rehearsalSchema }),
  z.strictObject({ kind: z.literal('remove-rehearsal'), rehearsal: idSchema }),
  z.strictObject({ kind: z.literal('set-currency'), currency: z.enum(currencies) }),
  z.strictObject({ kind: z.literal('set-name'), name: textSchema }),
  z.strictObject({ kind: z.literal('set-practice'), set: practiceSettings }),
  z.strictObject({ kind: z.literal('set-look'), look: lookSchema.pick({ colour: true }) }),
  /** Null takes the logo away. */
  z.strictObject({ kind: z.literal('set-logo'), logo: logoSchema.nullable() }),
  z.strictObject({ kind: z.literal('change-logo'), set: logoSettings }),
  z.strictObject({
    kind: z.literal('set-label'),
    /** What is named: `['tables', 'refill', 'fields', 'dose']`. */
    of: pathSchema.min(2),
    label: textSchema.nullable(),
  }),
  z.strictObject({
    kind: z.literal('settle-words'),
    /** The text whose Spanish still says what its English says now. */
    of: pathSchema.min(1),
  }),
  z.strictObject({
    kind: z.literal('restore'),
    /** A part without a value takes away what is there. */
    parts: z.array(z.strictObject({ path: pathSchema, value: z.unknown().optional() })).max(1000),
  }),
])
export type Edit = DeepReadonly<z.infer<typeof editSchema>>
