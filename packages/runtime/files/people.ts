import type { FieldValue } from '@portico/engine/access/condition'
import { isAccountId, isRecordId, type AccountId, type RecordId } from '@portico/engine/brand'
import { kinds } from '@portico/engine/field/kinds'
import { idSchema, type Field, type Portal } from '@portico/engine/portal/portal'
import { errorAt, type Path, type Problem } from '@portico/engine/portal/problem'
import { languages } from '@portico/engine/portal/text'
import { z } from 'zod'

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
const peopleSchema = z.strictObject({
  records: z.record(idSchema, z.array(recordSchema).max(1000)),
  accounts: z.array(accountSchema).max(1000),
})
type Declared = z.infer<typeof peopleSchema>

export type InventedRecord = {
  readonly table: string
  readonly id: RecordId
  readonly values: Readonly<Record<string, FieldValue>>
}
export type InventedAccount = Readonly<z.infer<typeof accountSchema>>
/** Records stand in an order in which each follows what it refers to, as far as the file keeps it. */
export type People = {
  readonly records: readonly InventedRecord[]
  readonly accounts: readonly InventedAccount[]
}

const typed = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)

const valuesOf = (
  fields: Readonly<Record<string, Field>>,
  record: Declared['records'][string][number],
  path: Path,
  problems: Problem[],
) => {
  const values: Record<string, FieldValue> = {}
  for (const [id, value] of Object.entries(record)) {
    if (id === 'id') continue
    const field = Object.hasOwn(fields, id) ? fields[id] : undefined
    const parsed = field ? kinds[field.kind].parse(typed(value), field) : null
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

const recordsOf = (portal: Portal, declared: Declared, problems: Problem[]): readonly InventedRecord[] =>
  Object.entries(declared.records).flatMap(([table, records]) => {
    const fields = Object.hasOwn(portal.tables, table) ? portal.tables[table]?.fields : undefined
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
      return [{ table, id: record.id, values: valuesOf(fields, record, path, problems) }]
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

/** Reads invented people against the portal they are to live in. */
export const readPeople = (
  portal: Portal,
  input: unknown,
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
  const records = recordsOf(portal, parsed.data, problems)
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
  return { people: problems.length === 0 ? { records, accounts } : null, problems }
}
