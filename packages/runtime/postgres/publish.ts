import type { Pool } from 'pg'
import type { Portal, Role } from '@portico/engine/portal/portal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { decideApproval, isStillOpen } from './approval-store.ts'
import { addStructure } from './add-structure.ts'
import { declareTransitions } from './declared-transition.ts'
import { openProcesses, type OpenProcess } from './draft-store.ts'
import { fillFields, fillingOf, fillRest, type Filler, type Filling } from './fill-fields.ts'
import { writeFilledEntry } from './fill-store.ts'
import { holdOffVacuum } from './hold-off-vacuum.ts'
import { openPortals } from './open-portals.ts'
import {
  beginPublishing,
  endPublishing,
  goesOn,
  isStopped,
  liveSince,
  type Published,
} from './publishing-store.ts'
import { beginActor } from './request-store.ts'
import { retried } from './retried.ts'
import { rulesOf } from './rules.ts'
import { takeAlone } from './take-alone.ts'
import { takeTurn } from './take-turn.ts'
import { inTransaction, type Transaction } from './transaction.ts'

/** A version on its way: the value, the text it is kept as, and its hash. */
export type Publishing = {
  /** The same for every try of one publishing. */
  readonly id: string
  readonly portal: Portal
  readonly body: string
  readonly hash: string
  readonly reason: string
  /** What fills new fields from old ones. */
  readonly filler: Filler
}

/** Who publishes: a session of the office, or nobody when a fresh environment gets its first version. */
export type Publisher = {
  readonly sessionMac: Buffer
  readonly liveHash: string
  /** The processes the version was checked against: no other may be open when it goes live. */
  readonly reviewed: readonly OpenProcess[]
  /** The asking this settles; null for what one person may publish. */
  readonly approval: Approval | null
} | null

/** What lets a version through that one person may not publish, and who asked for it. */
export type Approval = {
  readonly id: string
  readonly askedBy: string
  readonly outcome: 'approved' | 'waited'
}

const idleDefaultMinutes = 15

const idleSeconds = (role: Role): number =>
  (role.idle === undefined ? idleDefaultMinutes : Number.parseInt(role.idle, 10)) * 60

const writeRoles = async (transaction: Transaction, portal: Portal): Promise<void> => {
  await transaction.query('delete from portico.role')
  for (const [id, role] of Object.entries(portal.roles)) {
    await transaction.query('insert into portico.role values ($1, $2, $3, $4, $5)', [
      id,
      role.audience,
      idleSeconds(role),
      role.powers ?? [],
      role.proxy === true,
    ])
  }
}

/** What the entry of a publishing says of the second person. */
const entryDetails = { approved: 'with-approval', waited: 'after-waiting' } as const

const writeEntries = async (transaction: Transaction, publisher: Publisher): Promise<void> => {
  if (publisher === null) {
    await transaction.query(
      `select portico.append_entry('{"audience": "system"}', 'publish', 'done', null, null, null, null, null, null)`,
    )
    return
  }
  const { approval } = publisher
  if (approval?.outcome === 'approved')
    await transaction.query(`select portico.entry_write('build', null, null, null, null, 'approve-draft')`)
  await transaction.query(`select portico.entry_write('publish', null, null, null, null, $1)`, [
    approval && entryDetails[approval.outcome],
  ])
}

type Since = Pick<Published, 'version' | 'at'>

const writeVersion = async (
  transaction: Transaction,
  { id, portal, body, hash, reason }: Publishing,
  publisher: Publisher,
  tables: number,
): Promise<Since> => {
  await transaction.query(
    `insert into portico.setting values ('timezone', $1) on conflict (name) do update set value = excluded.value`,
    [portal.timezone],
  )
  const { rows } = await transaction.query<{ number: number }>(
    `insert into portico.version (number, hash, body, published_at, published_by, reason, approved_by)
     select coalesce(max(number), 0) + 1, $1, $2, portico.portico_now(), coalesce($4, portico.acting_account()), $3,
       case when $5 then portico.acting_account() end from portico.version
     on conflict (hash) do nothing returning number`,
    [hash, body, reason, publisher?.approval?.askedBy ?? null, publisher?.approval?.outcome === 'approved'],
  )
  const number =
    rows[0]?.number ??
    (
      await transaction.query<{ number: number }>('select number from portico.version where hash = $1', [
        hash,
      ])
    ).rows[0]?.number
  if (number === undefined) throw new Error('a version that was just written is gone')
  await declareTransitions(transaction, number, portal)
  const at = await liveSince(transaction, id, {
    version: number,
    tables,
    askedBy: publisher?.approval?.askedBy ?? null,
    isApproved: publisher?.approval?.outcome === 'approved',
  })
  await transaction.query(
    'insert into portico.live values (true, $1, $2) on conflict (one) do update set version = excluded.version, hash = excluded.hash',
    [number, hash],
  )
  await writeEntries(transaction, publisher)
  if (publisher?.approval)
    await decideApproval(transaction, publisher.approval.id, {
      outcome: publisher.approval.outcome,
      version: number,
    })
  return { version: number, at }
}

/** Nobody acts while this waits for its answer, so no request can begin between it and the commit. */
const isReviewed = async (transaction: Transaction, reviewed: readonly OpenProcess[]): Promise<boolean> =>
  (await openProcesses(transaction)).every(({ workflow, pinned }) =>
    reviewed.some((process) => process.workflow === workflow && process.pinned === pinned),
  )

type Switched = Since & { readonly heldMs: number }

/**
 * Why nothing went live: somebody asked to stop in time; a request began meanwhile in a process that was not reviewed, or
 * the asking was settled; or somebody was at work with a table throughout.
 */
export type NotLive = 'stopped' | 'called-off' | 'held'

const switchOver = async (
  pool: Pool,
  publishing: Publishing,
  publisher: Publisher,
  { tables, fills }: { readonly tables: number; readonly fills: Filling['fills'] },
): Promise<Result<Switched, 'called-off'>> => {
  let held = performance.now()
  const since = await inTransaction(pool, async (transaction): Promise<Result<Since, 'called-off'>> => {
    await holdOffVacuum(transaction, null)
    await takeTurn(transaction)
    held = performance.now()
    if (publisher) {
      await beginActor(
        transaction,
        { mac: publisher.sessionMac, standsFor: null, isByPerson: true },
        publisher.liveHash,
      )
      if (!(await isReviewed(transaction, publisher.reviewed))) return refuse('called-off')
      if (publisher.approval && !(await isStillOpen(transaction, publisher.approval.id)))
        return refuse('called-off')
    }
    await takeAlone(transaction)
    await fillRest(transaction, publishing.portal, fills, publishing.filler)
    // In one trip: everybody waits meanwhile.
    await transaction.query(rulesOf(publishing, await openPortals(transaction)).join(';\n'))
    await writeRoles(transaction, publishing.portal)
    for (const fill of fills) await writeFilledEntry(transaction, fill, publisher !== null)
    return ok(await writeVersion(transaction, publishing, publisher, tables))
  })
  return since.ok ? ok({ ...since.value, heldMs: performance.now() - held }) : since
}

const published = async (
  pool: Pool,
  publishing: Publishing,
  publisher: Publisher,
): Promise<Result<Published, NotLive>> => {
  const begun = performance.now()
  const filling = await fillingOf(pool, publishing.portal)
  const { fills } = filling
  const added = await addStructure(pool, publishing.portal, (far) =>
    goesOn(pool, publishing.id, { ...far, steps: far.steps + filling.steps }),
  )
  if (!added.ok) return added
  const filled = await fillFields(pool, publishing, filling, publishing.filler, added.value.steps)
  if (!filled.ok) return filled
  if (await isStopped(pool, publishing.id)) return refuse('stopped')
  const tables = new Set([...added.value.tables, ...fills.map(({ table }) => table)]).size
  const switched = await retried(() => switchOver(pool, publishing, publisher, { tables, fills }))
  if (!switched.ok) return switched
  if (!switched.value.ok) return switched.value
  return ok({ ...switched.value.value, tables, tookMs: performance.now() - begun })
}

/**
 * Makes a version live: structure and fillings first, while everybody works, and then everything that decides in one
 * transaction, with the entry that says so. Until that commits the version before serves, and whatever ends this in
 * between leaves it serving. Where it does not go live nothing changed but structure, which nobody meets.
 */
export const publish = async (
  pool: Pool,
  publishing: Publishing,
  publisher: Publisher,
): Promise<Result<Published, NotLive>> => {
  await beginPublishing(pool, publishing)
  try {
    const result = await published(pool, publishing, publisher)
    const end = result.ok ? result.value : result.refusal === 'stopped' ? 'stopped' : 'failed'
    await endPublishing(pool, publishing.id, end)
    return result
  } catch (fault) {
    await endPublishing(pool, publishing.id, 'failed')
    throw fault
  }
}
