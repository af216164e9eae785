import type { FieldValue } from '@portico/engine/access/condition'
import { isAccountId, isRecordId, type AccountId, type RecordId } from '@portico/engine/brand'
import { kinds } from '@portico/engine/field/kinds'
import { own } from '@portico/engine/portal/own'
import { idSchema } from '@portico/engine/portal/id-schema'
import type { Field, Portal } from '@portico/engine/portal/portal'
import { errorAt, type Path, type Problem } from '@portico/engine/portal/problem'
import { languages } from '@portico/engine/portal/text'
import type { WalkAccount } from '@portico/engine/rehearsal/walk-people'
import { openDayMoment } from '@portico/engine/workflow/open-day-moment'
import { z } from 'zod'
import { written, type Reading } from './written-value.ts'

/** The invented people of a template: records to begin with, and accounts that can sign in. */
const recordSchema = z
  .object({ id: z.string() })
  .catchall(z.union([z.string().max(4000), z.number(), z.boolean()]))
const recordIdSchema = z.custom<RecordId>((id) => typeof id === 'string' && isRecordId(id))
const accountSchema = z.strictObject({
  id: z.custom<AccountId>((id) => typeof id === 'string' && isAccountId(id)),
  email: z.email(),
  /** Left out by somebody who acts for a patient and is none. */
  person: recordIdSchema.optional(),
  /** What the account goes by, where that is not the name of its person. */
  name: z.string().min(1).max(200).optional(),
  roles: z.array(idSchema),
  'acts-for': z.array(z.strictObject({ patient: recordIdSchema, role: idSchema })).optional(),
  language: z.enum(languages),
})
const answersSchema = z.record(idSchema, z.union([z.string().max(4000), z.number(), z.boolean()])).default({})
const stepSchema = z.strictObject({
  take: idSchema,
  by: z.email(),
  at: z.string(),
  answers: answersSchema,
})
const requestSchema = z.strictObject({
  workflow: idSchema,
  by: z.email(),
  /** Whom it is for when somebody else starts it. */
  patient: z.custom<RecordId>((id) => typeof id === 'string' && isRecordId(id)).optional(),
  at: z.string(),
  answers: answersSchema,
  steps: z.array(stepSchema).max(50).default([]),
})
const peopleSchema = z.strictObject({
  records: z.record(idSchema, z.array(recordSchema).max(1000)),
  accounts: z.array(accountSchema).max(1000),
  /** What they asked for before the demo began, step by step. */
  requests: z.array(requestSchema).max(200).default([]),
})
type Declared = z.infer<typeof peopleSchema>

export type InventedRecord = {
  readonly table: string
  readonly id: RecordId
  readonly values: Readonly<Record<string, FieldValue>>
}
export type InventedAccount = WalkAccount
type Happened = {
  readonly by: string
  /** The instant, ISO. */
  readonly at: string
  readonly answers: Readonly<Record<string, string>>
}
export type InventedStep = Happened & { readonly take: string }
export type InventedRequest = Happened & {
  readonly workflow: string
  readonly patient: RecordId | null
  readonly steps: readonly InventedStep[]
}
/** Records stand in an order in which each follows what it refers to, as far as the file keeps it. */
export type People = {
  readonly records: readonly InventedRecord[]
  readonly accounts: readonly InventedAccount[]
  readonly requests: readonly InventedRequest[]
}

const valuesOf = (
  reading: Reading,
  fields: Readonly<Record<string, Field>>,
  record: Declared['records'][string][number],
  path: Path,
  problems: Problem[],
) => {
  const values: Record<string, FieldValue> = {}
  for (const [id, value] of Object.entries(record)) {
    if (id === 'id') continue
    const field = Object.hasOwn(fields, id) ? fields[id] : undefined
    const parsed = field ? kinds[field.kind].parse(written(reading, field, value), field) : null
    if (parsed?.ok) values[id] = parsed.value
    else
      problems.push(
        errorAt(
          'people',
          [...path, id],
          field ? `This is not a ${field.kind} value.` : `The table has no field "${id}".`,
        ),
      )
  }
  return values
}

const recordsOf = (reading: Reading, declared: Declared, problems: Problem[]): readonly InventedRecord[] =>
  Object.entries(declared.records).flatMap(([table, records]) => {
    const fields = own(reading.portal.tables, table)?.fields
    if (!fields) {
      problems.push(errorAt('people', ['records', table], `The portal has no table "${table}".`))
      return []
    }
    return records.flatMap((record, index) => {
      const path = ['records', table, index]
      if (!isRecordId(record.id)) {
        problems.push(
          errorAt(
            'people',
            [...path, 'id'],
            'A record needs an id such as 10000000-0000-4000-8000-000000000001.',
          ),
        )
        return []
      }
      return [{ table, id: record.id, values: valuesOf(reading, fields, record, path, problems) }]
    })
  })

const repeated = (
  values: readonly string[],
  pathOf: (index: number) => Path,
  what: string,
): readonly Problem[] =>
  values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [errorAt('duplicate-id', pathOf(index), `This ${what} is used twice.`)],
  )

const proxyProblems = (
  portal: Portal,
  account: InventedAccount,
  records: readonly InventedRecord[],
  path: Path,
): readonly Problem[] =>
  (account['acts-for'] ?? []).flatMap(({ patient, role }, index) => {
    const found = records.find(({ id }) => id === patient)
    const isPatient = found !== undefined && portal.tables[found.table]?.people === 'patient'
    const isOther = isPatient && patient !== account.person
    return isOther && portal.roles[role]?.proxy
      ? []
      : [
          errorAt(
            'people',
            [...path, 'acts-for', index],
            'Somebody acts for another patient, by a role that is for that.',
          ),
        ]
  })

const accountProblems = (
  portal: Portal,
  account: InventedAccount,
  records: readonly InventedRecord[],
  path: Path,
): readonly Problem[] => {
  const unknown = account.roles.filter((role) => !Object.hasOwn(portal.roles, role))
  if (unknown.length > 0)
    return [errorAt('people', [...path, 'roles'], `The portal has no role "${unknown.join('", "')}".`)]
  const held = (account['acts-for'] ?? []).map(({ role }) => role)
  const audiences = new Set([...account.roles, ...held].map((role) => portal.roles[role]?.audience))
  const [audience] = audiences
  if (audiences.size !== 1)
    return [errorAt('people', [...path, 'roles'], 'All roles of an account must be of one audience.')]
  if (account.roles.some((role) => portal.roles[role]?.proxy))
    return [errorAt('people', [...path, 'roles'], 'A role for acting for somebody is held for a patient.')]
  const wrong = proxyProblems(portal, account, records, path)
  if (wrong.length > 0 || (account.person === undefined && account.roles.length === 0)) return wrong
  const person = records.find((record) => record.id === account.person)
  const isOfAudience = person !== undefined && portal.tables[person.table]?.people === audience
  return isOfAudience
    ? []
    : [errorAt('people', [...path, 'person'], 'This is not the id of a person of that audience.')]
}

const referenceProblems = (portal: Portal, records: readonly InventedRecord[]): readonly Problem[] =>
  records.flatMap((record) =>
    Object.entries(record.values).flatMap(([id, value]) => {
      const field = portal.tables[record.table]?.fields[id]
      if (
        field?.kind !== 'reference' ||
        records.some((other) => other.table === field.to && other.id === value)
      )
        return []
      const index = records.filter((other) => other.table === record.table).indexOf(record)
      return [
        errorAt(
          'people',
          ['records', record.table, index, id],
          `No record of table "${field.to ?? ''}" has this id.`,
        ),
      ]
    }),
  )

const happenedOf = (
  reading: Reading,
  fields: Readonly<Record<string, Field>>,
  { by, at, answers }: z.infer<typeof stepSchema> | z.infer<typeof requestSchema>,
  emails: ReadonlySet<string>,
  path: Path,
  problems: Problem[],
): Happened => {
  const moment = openDayMoment(reading.portal, at, reading.now)
  if (moment === null)
    problems.push(errorAt('people', [...path, 'at'], 'Say when, such as "2 open days ago at 10:20".'))
  if (!emails.has(by)) problems.push(errorAt('people', [...path, 'by'], 'Nobody here has this address.'))
  const said = Object.entries(answers).map(([id, value]): [string, string] => [
    id,
    written(reading, own(fields, id), value),
  ])
  return { by, at: moment ?? reading.now, answers: Object.fromEntries(said) }
}

/** What was asked for, and each step of it. Whether they may, the commands say when the demo begins. */
const requestsOf = (
  reading: Reading,
  { requests, accounts }: Declared,
  problems: Problem[],
): readonly InventedRequest[] => {
  const emails = new Set(accounts.map(({ email }) => email))
  return requests.map((request, index) => {
    const path = ['requests', index]
    const workflow = own(reading.portal.workflows, request.workflow)
    if (!workflow)
      problems.push(errorAt('people', [...path, 'workflow'], 'The portal has no workflow of this name.'))
    const fields = own(reading.portal.tables, workflow?.table ?? '')?.fields ?? {}
    const steps = request.steps.map((step, at) => {
      const stepPath = [...path, 'steps', at]
      if (workflow && !own(workflow.transitions, step.take))
        problems.push(errorAt('people', [...stepPath, 'take'], 'The workflow has no step of this name.'))
      return { ...happenedOf(reading, fields, step, emails, stepPath, problems), take: step.take }
    })
    const { workflow: id, patient = null } = request
    return { ...happenedOf(reading, fields, request, emails, path, problems), workflow: id, patient, steps }
  })
}

/** Reads invented people against the portal they are to live in. */
export const readPeople = (
  portal: Portal,
  input: unknown,
  now: string,
): { readonly people: People | null; readonly problems: readonly Problem[] } => {
  const parsed = peopleSchema.safeParse(input)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) =>
      errorAt(
        'people',
        issue.path.map((key) => (typeof key === 'number' ? key : String(key))),
        'This is missing, unknown or not what belongs here.',
      ),
    )
    return { people: null, problems }
  }
  const problems: Problem[] = []
  const reading = { portal, now }
  const records = recordsOf(reading, parsed.data, problems)
  const requests = requestsOf(reading, parsed.data, problems)
  const { accounts } = parsed.data
  problems.push(
    ...referenceProblems(portal, records),
    ...repeated(
      records.map(({ id }) => id),
      () => ['records'],
      'record id',
    ),
    ...repeated(
      accounts.map(({ email }) => email),
      (index) => ['accounts', index, 'email'],
      'e-mail address',
    ),
    ...repeated(
      accounts.map(({ id }) => id),
      (index) => ['accounts', index, 'id'],
      'account id',
    ),
    ...accounts.flatMap((account, index) => accountProblems(portal, account, records, ['accounts', index])),
  )
  return { people: problems.length === 0 ? { records, accounts, requests } : null, problems }
}
