import { z } from 'zod'
import { ok, type Result } from '@portico/engine/result'
import {
  draftPoints,
  momentsBefore,
  publishings,
  type Moment,
  type Point,
  type Publishing,
} from '../postgres/draft-history-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import type { Somebody } from './load-approval.ts'
import { namesOfStaff } from './names-of-people.ts'
import { withPower } from './with-power.ts'

/** By nobody: what a template began with. */
type Told = { readonly at: string; readonly by: Somebody & { readonly isNobody: boolean } }
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
  readonly versions: readonly (Told & { readonly version: number; readonly reason: string })[]
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
  readonly versions: readonly Publishing[]
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
          versions: await publishings(transaction),
        }),
    )
    if (!found.ok) return found
    const { account, moments, points, versions } = found.value
    const people = [...moments, ...points, ...versions].map(({ person }) => person)
    const names = await namesOfStaff(context, caller, live, people)
    const told = (row: Moment | Point | Publishing): Told => ({
      at: row.at,
      by: {
        name: names.get(row.person ?? '') ?? null,
        isMe: row.by_account === account,
        isNobody: row.by_account === null,
      },
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
      versions: versions.map((row) => ({ ...told(row), version: row.number, reason: row.reason })),
      hasMore: moments.length > momentsMax,
    })
  })
