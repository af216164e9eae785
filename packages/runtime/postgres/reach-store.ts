import { clauseOf, factsOf, type Condition } from '@portico/engine/access/condition'
import { own } from '@portico/engine/portal/own'
import type { Portal, Role } from '@portico/engine/portal/portal'
import type { CellCount } from '@portico/engine/portal/reach-sentence'
import { peopleTable } from '@portico/engine/portal/people-table'
import { compared } from './column.ts'
import { clauseSql, type Reads } from './condition.ts'
import { isTimeout } from './fault.ts'
import { literal, quoted } from './identifier.ts'
import { JoinedRecord, type KnownColumns } from './joined-record.ts'
import type { Transaction } from './transaction.ts'

/** One role's grants of some cells as one version has them; undefined stands for every record. */
type Side = { readonly portal: Portal; readonly grants: readonly (Condition | undefined)[] }
export type Reach = {
  readonly role: string
  readonly table: string
  readonly before: Side
  readonly after: Side
}

/** Who holds a role: accounts of its audience that have it for themselves, or for a patient whom they act for. */
const holding = (role: string, declared: Role | undefined): string =>
  `portico.account_role r join portico.account a on a.id = r.account and a.disabled_at is null
     and a.audience = ${literal(declared?.audience ?? 'staff')}
   where r.role = ${literal(role)} and (r.for_patient is not null) = ${String(declared?.proxy === true)}`

/** How many accounts hold a role. */
export const countPeople = async (
  transaction: Pick<Transaction, 'query'>,
  role: string,
  declared: Role | undefined,
): Promise<number> => {
  const { rows } = await transaction.query<{ count: string }>(
    `select count(distinct a.id) from ${holding(role, declared)}`,
  )
  return Number(rows[0]?.count ?? 0)
}

/** How many accounts hold each role that anybody holds. */
export const countHolders = async (
  transaction: Pick<Transaction, 'query'>,
): Promise<Readonly<Record<string, number>>> => {
  const { rows } = await transaction.query<{ role: string; count: string }>(
    `select r.role, count(distinct a.id) from portico.account_role r
     join portico.account a on a.id = r.account and a.disabled_at is null group by r.role`,
  )
  return Object.fromEntries(rows.map(({ role, count }) => [role, Number(count)]))
}

/** The record that says whose another one is, as a path from it. */
const ownerPath = (portal: Portal, table: string): string | undefined => {
  const declared = own(portal.tables, table)
  return declared?.people === 'patient' ? 'id' : declared?.patient
}

const factName = (fact: string): string => quoted(`_fact.${fact}`)

/** Which records one version grants to a holder: the same rule as a policy, with its ceiling, of many people at once. */
const granted = ({ portal, grants }: Side, { role, table }: Reach, reads: Reads): string => {
  const declared = own(portal.roles, role)
  if (!declared || !own(portal.tables, table) || grants.length === 0) return 'false'
  const place = { portal, table, record: '', reads } as const
  const some = grants.map((where) => clauseSql(clauseOf(where), place)).join(' or ')
  const owner = declared.audience === 'patient' ? ownerPath(portal, table) : undefined
  return owner === undefined ? `(${some})` : `(${reads.column(owner).name} = holder.me and (${some}))`
}

/** Everybody who holds the role, as far as the conditions tell them apart. */
const holders = ({ role, before, after }: Reach, known: KnownColumns): string => {
  const portals = [after.portal, before.portal]
  const declared = own(after.portal.roles, role) ?? own(before.portal.roles, role)
  const asked = new Set([...before.grants, ...after.grants].flatMap((where) => factsOf(clauseOf(where))))
  const isPatient = declared?.audience === 'patient'
  const me = isPatient ? 'coalesce(r.for_patient, a.person)' : 'a.person'
  const table = peopleTable(after.portal, declared?.audience ?? 'staff')?.id ?? ''
  const person = new JoinedRecord(portals, known, table, 'person')
  const facts = [...asked].flatMap((fact) => {
    if (fact === null) return []
    const column = person.column(fact)
    return [`(${compared(column, column.name)})::text as ${factName(fact)}`]
  })
  const columns = [isPatient || asked.has(null) ? 'h.me' : 'null::uuid as me', ...facts].join(', ')
  const people = `(select ${me} as me from ${holding(role, declared)}) h`
  return known.has(`${table} id`)
    ? `select distinct ${columns} from ${people} left join ${person.table} on "person".id = h.me ${person.joins}`
    : `select distinct ${columns} from ${people}`
}

/** One statement that counts what somebody gains, and what somebody loses. */
const countSql = (reach: Reach, known: KnownColumns): string => {
  const record = new JoinedRecord([reach.after.portal, reach.before.portal], known, reach.table, 'record')
  const reads: Reads = {
    column: (path) => record.column(path),
    me: (fact, type) => (fact === null ? 'holder.me' : `(holder.${factName(fact)})::${type}`),
  }
  const [old, now] = [granted(reach.before, reach, reads), granted(reach.after, reach, reads)]
  const counted = (is: string, isNot: string): string =>
    `(select count(*) from ${record.table} ${record.joins} where "record"."_deleted" is null
      and exists (select from holder where ${is} and not coalesce(${isNot}, false)))`
  return `with holder as materialized (${holders(reach, known)})
    select ${counted(now, old)} as gained, ${counted(old, now)} as lost`
}

/** All records of a table, where looking at each of them would take too long. */
const atMost = async (
  transaction: Pick<Transaction, 'query'>,
  { table }: Reach,
): Promise<Omit<CellCount, 'people'>> => {
  const { rows } = await transaction.query<{ count: string }>(
    `select count(*) from data.${quoted(table)} where "_deleted" is null`,
  )
  const all = Number(rows[0]?.count ?? 0)
  return { gained: all, lost: all, isAtMost: true }
}

/** On how many records a change of some cells is a gain or a loss for a holder of the role, if that is counted in time. */
export const countReach = async (
  transaction: Pick<Transaction, 'query'>,
  reach: Reach,
  known: KnownColumns,
  withinMs: number,
): Promise<Omit<CellCount, 'people'>> => {
  if (!known.has(`${reach.table} id`)) return { gained: 0, lost: 0, isAtMost: false }
  if (withinMs < 1) return atMost(transaction, reach)
  await transaction.query('savepoint counting')
  try {
    await transaction.query(`set local statement_timeout = ${Math.ceil(withinMs)}`)
    const { rows } = await transaction.query<{ gained: string; lost: string }>(countSql(reach, known))
    return { gained: Number(rows[0]?.gained ?? 0), lost: Number(rows[0]?.lost ?? 0), isAtMost: false }
  } catch (fault) {
    if (!isTimeout(fault)) throw fault
    await transaction.query('rollback to savepoint counting')
    return await atMost(transaction, reach)
  } finally {
    await transaction.query('rollback to savepoint counting').catch(() => undefined)
  }
}
