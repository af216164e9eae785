import { z } from 'zod'
import { isAccountId, isRecordId } from '@portico/engine/brand'
import type { Transaction } from './transaction.ts'

const account = z.string().refine(isAccountId)
const person = z.string().refine(isRecordId).nullable()

/** One saving of the draft. */
const momentSchema = z.object({
  revision: z.number().int(),
  at: z.string(),
  by_account: account,
  person,
  edits: z.string(),
  sentences: z.array(z.string()),
  reason: z.string().nullable(),
  /** Whether the moment before it can be looked at from here. */
  has_back: z.boolean(),
})
const pointSchema = z.object({
  id: z.uuid(),
  revision: z.number().int(),
  name: z.string(),
  at: z.string(),
  by_account: account,
  person,
})
export type Moment = z.infer<typeof momentSchema>
export type Point = z.infer<typeof pointSchema>

/** The newest first, from before a moment on. */
export const momentsBefore = async (
  transaction: Transaction,
  before: number | null,
  most: number,
): Promise<readonly Moment[]> => {
  const { rows } = await transaction.query(
    `select e.revision, e.at, e.by_account, a.person, e.edits, e.sentences, e.reason, e.back is not null as has_back
       from portico.draft_edit e left join portico.account a on a.id = e.by_account
     where $1::int is null or e.revision < $1 order by e.revision desc limit $2`,
    [before, most],
  )
  return z.array(momentSchema).parse(rows)
}

const pointsMax = 200

export const draftPoints = async (transaction: Transaction): Promise<readonly Point[]> => {
  const { rows } = await transaction.query(
    `select p.id, p.revision, p.name, p.at, p.by_account, a.person
       from portico.draft_point p left join portico.account a on a.id = p.by_account
     order by p.at desc limit $1`,
    [pointsMax],
  )
  return z.array(pointSchema).parse(rows)
}

/** The same point again is the one that is there: a call whose answer was lost is made twice. */
export const writePoint = async (
  transaction: Transaction,
  { id, revision, name }: Pick<Point, 'id' | 'revision' | 'name'>,
): Promise<void> => {
  await transaction.query(
    `insert into portico.draft_point values ($1, $2, $3, portico.portico_now(), portico.acting_account())
     on conflict (id) do nothing`,
    [id, revision, name],
  )
}
