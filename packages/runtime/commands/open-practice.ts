import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { canonical } from '@portico/engine/portal/canonical'
import { nameField } from '@portico/engine/portal/name-field'
import { roleLabels } from '@portico/engine/portal/role-labels'
import { rehearsalProblems } from '@portico/engine/rehearsal/rehearsal-problems'
import type { Portal } from '@portico/engine/portal/portal'
import type { Language, Text } from '@portico/engine/portal/text'
import type { People, InventedAccount } from '../files/people.ts'
import type { KeySource } from '../keys/key-source.ts'
import { hashPassword } from '../keys/password.ts'
import { secretFrom } from '../keys/totp.ts'
import { isEncrypted } from '@portico/engine/field/stored'
import type { Adapters } from './adapters.ts'
import { ownerColumn } from '../postgres/column.ts'
import { loadPeople, type AccountRow, type RecordRow } from '../postgres/people-store.ts'
import { publish } from '../postgres/publish.ts'
import { sealCells } from './cells.ts'
import { fillerOf } from './fill-values.ts'
import type { DemoAccount } from './demo-account.ts'

/** The hash a version is known by: SHA-256 over its canonical JSON (RFC 8785). */
export const hashOf = (portal: Portal): string => createHash('sha256').update(canonical(portal)).digest('hex')

const demoPassword = 'maple-leaf-2026'

const secretOf = (keys: KeySource, email: string): string =>
  secretFrom(createHmac('sha256', keys.derive('demo')).update(email).digest())

const audienceOf = (portal: Portal, account: InventedAccount): 'patient' | 'staff' =>
  account.person === undefined || account.roles.some((role) => portal.roles[role]?.audience === 'patient')
    ? 'patient'
    : 'staff'

const nameOf = (portal: Portal, people: Pick<People, 'records'>, account: InventedAccount): string => {
  const self = people.records.find((record) => record.id === account.person)
  return account.name ?? String(self?.values[nameField(portal, self.table) ?? ''] ?? account.email)
}

/** Every role by its label, those held for a patient as well. */
const rolesOf = (portal: Portal, account: InventedAccount): Text => {
  const roles = [...account.roles, ...new Set((account['acts-for'] ?? []).map(({ role }) => role))]
  const inWords = (language: Language): string => roleLabels(portal, roles, language).join(', ')
  return { en: inWords('en'), es: inWords('es') }
}

/** Whom a newcomer may sign in as: derived from the key, so that a second start tells the same. */
export const demoAccountsOf = (portal: Portal, people: People, keys: KeySource): readonly DemoAccount[] =>
  people.accounts.map((account) => ({
    name: nameOf(portal, people, account),
    role: rolesOf(portal, account),
    email: account.email,
    password: demoPassword,
    totpSecret: audienceOf(portal, account) === 'staff' ? secretOf(keys, account.email) : null,
    inOffice: account.roles.some((role) => (portal.roles[role]?.powers ?? []).length > 0),
  }))

const accountRow = async (
  portal: Portal,
  people: Pick<People, 'records'>,
  account: InventedAccount,
  { macs }: Pick<Adapters, 'macs'>,
  keys: KeySource,
): Promise<AccountRow> => {
  const audience = audienceOf(portal, account)
  return {
    id: account.id,
    audience,
    person: account.person ?? null,
    roles: account.roles,
    actsFor: account['acts-for'] ?? [],
    name: macs.sealText('account-name', account.id, nameOf(portal, people, account)),
    signIn: macs.signInName(account.email),
    password: await hashPassword(demoPassword),
    totp: audience === 'staff' ? macs.sealText('totp', account.id, secretOf(keys, account.email)) : null,
    contact: macs.sealText('contact', account.person ?? account.id, account.email),
    language: account.language,
  }
}

/** Whose key a record's private values are sealed with: read from its own direct reference to the patient. */
const ownerOf = (portal: Portal, { table, id, values }: People['records'][number]): string | null => {
  const column = ownerColumn(portal, table)
  if (column === '"id"') return id
  return column === null ? null : String(values[column.slice(1, -1)] ?? '')
}

const hasPrivate = (portal: Portal, table: string): boolean =>
  Object.values(portal.tables[table]?.fields ?? {}).some(isEncrypted)

type Inventing = {
  readonly pool: Pool
  readonly adapters: Pick<Adapters, 'keyRing' | 'macs'>
  readonly keys: KeySource
}
type Invented = { readonly portal: Portal; readonly people: Pick<People, 'records' | 'accounts'> }

/** The rows of invented people: what is private in them is sealed like anybody's. */
export const inventedRows = async (
  { adapters, keys }: Omit<Inventing, 'pool'>,
  { portal, people }: Invented,
): Promise<{ readonly records: readonly RecordRow[]; readonly accounts: readonly AccountRow[] }> => ({
  records: await Promise.all(
    people.records.map(async (record) => ({
      table: record.table,
      id: record.id,
      columns: hasPrivate(portal, record.table)
        ? await sealCells(
            record.values,
            { portal, table: record.table, record: record.id, owner: ownerOf(portal, record) },
            adapters,
          )
        : record.values,
    })),
  ),
  accounts: await Promise.all(
    people.accounts.map((account) => accountRow(portal, people, account, adapters, keys)),
  ),
})

/** Gives an environment its first version and its invented people, in a database that is marked so. */
export const openInvented = async (
  { pool, adapters, keys }: Inventing,
  { portal, people }: Invented,
  reason: string,
): Promise<void> => {
  const published = await publish(
    pool,
    {
      ...{ id: randomUUID(), portal, body: JSON.stringify(portal), hash: hashOf(portal), reason },
      filler: fillerOf(adapters),
    },
    null,
  )
  if (!published.ok) throw new Error(`The first version did not go live: ${published.refusal}.`)
  const { records, accounts } = await inventedRows({ adapters, keys }, { portal, people })
  await loadPeople(pool, records, accounts)
}

export const hasVersion = async (pool: Pool): Promise<boolean> =>
  (await pool.query('select 1 from portico.live')).rowCount !== 0

/** Gives a fresh demo its portal and its people; one that has a live version already is left as it is. */
export const openPractice = async (
  pool: Pool,
  adapters: Pick<Adapters, 'keyRing' | 'macs'>,
  keys: KeySource,
  { portal, people }: { readonly portal: Portal; readonly people: People },
): Promise<'opened' | 'was open'> => {
  if (await hasVersion(pool)) return 'was open'
  const [failing] = rehearsalProblems(portal)
  if (failing) throw new Error(failing.sentence)
  await openInvented({ pool, adapters, keys }, { portal, people }, 'From a template')
  return 'opened'
}
