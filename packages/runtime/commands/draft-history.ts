import { z } from 'zod'
import { ok, type Result } from '@portico/engine/result'
import { draftPoints, momentsBefore, type Moment, type Point } from '../postgres/draft-history-store.ts'
import { wentLive, type WentLive } from '../postgres/publishing-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import type { Somebody } from './load-approval.ts'
import { namesOfStaff } from './names-of-people.ts'
import { withPower } from './with-power.ts'

/** By nobody: what a template began with. */
type Told = { readonly at: string; readonly by: Somebody & { readonly isNobody: boolean } }
type Did = { readonly at: string; readonly by_account: string | null; readonly person: string | null }
export type DraftHistory = {
  /** The newest first. */
  readonly moments: readonly (Told & {
    readonly revision: number
    readonly sentences: readonly string[]
    readonly reason: string | null
    /** Whether the moment before it can still be looked at. */
    readonly hasBack: boolean
  })[]
  readonly points: readonly (Told & {
    readonly id: string
    readonly revision: number
    readonly name: string
  })[]
  /** Each time that one went live, by whoever published it, or asked for what a second person approved. */
  readonly versions: readonly (Told & {
    readonly id: string
    readonly version: number
    readonly reason: string
    readonly approvedBy: Somebody | null
  })[]
  /** Whether there is more before these. */
  readonly hasMore: boolean
}

const momentsMax = 100
const kindsSchema = z.array(z.object({ kind: z.string() }))

/** What was done, in words; of what was edited before words were kept, only the kinds of edits are known. */
export const sentencesOf = ({ sentences, edits, has_back }: Moment): readonly string[] => {
  if (has_back) return sentences
  const kinds = kindsSchema.parse(JSON.parse(edits)).map(({ kind }) => kind.replaceAll('-', ' '))
  return [`${[...new Set(kinds)].join(', ')}.`]
}

type Found = {
  readonly account: string
  readonly moments: readonly Moment[]
  readonly points: readonly Point[]
  readonly versions: readonly WentLive[]
}

/** Who changed the draft, when and how, with the moments that bear a name and what was published. */
export const draftHistory = (
  context: Context,
  { before }: { readonly before: number | null },
): Promise<Result<DraftHistory>> =>
  attempt(context, { verb: 'build', detail: 'history' }, async (caller, live) => {
    const found = await withPower(
      context,
      { caller, live, power: 'build', login: 'portico_publisher' },
      async (transaction, actor): Promise<Result<Found>> =>
        ok({
          account: actor.account,
          moments: await momentsBefore(transaction, before, momentsMax + 1),
          points: await draftPoints(transaction),
          versions: await wentLive(transaction),
        }),
    )
    if (!found.ok) return found
    const { account, moments, points, versions } = found.value
    const people = [...moments, ...points].map(({ person }) => person)
    const publishers = versions.flatMap((row) => [row.published_person, row.approved_person])
    const names = await namesOfStaff(context, caller, live, [...people, ...publishers])
    const somebody = (by: string | null, person: string | null): Somebody => ({
      name: names.get(person ?? '') ?? null,
      isMe: by === account,
    })
    const told = ({ at, by_account, person }: Did): Told => ({
      at,
      by: { ...somebody(by_account, person), isNobody: by_account === null },
    })
    return ok({
      moments: moments.slice(0, momentsMax).map((moment) => ({
        ...told(moment),
        revision: moment.revision,
        sentences: sentencesOf(moment),
        reason: moment.reason,
        hasBack: moment.has_back,
      })),
      points: points.map((point) => ({
        ...told(point),
        id: point.id,
        revision: point.revision,
        name: point.name,
      })),
      versions: versions.map((row) => ({
        ...told({ at: row.live_at, by_account: row.published_by, person: row.published_person }),
        id: row.id,
        version: row.version,
        reason: row.reason,
        approvedBy: row.approved_by === null ? null : somebody(row.approved_by, row.approved_person),
      })),
      hasMore: moments.length > momentsMax,
    })
  })
