import type { Moment, Page } from './history.svelte.ts'

type Somebody = Moment['by']
type Publishing = Page['versions'][number]
type Point = Page['points'][number]

/** What one person did to the draft without a long pause, as one thing to read. */
export type Sitting = {
  readonly kind: 'sitting'
  readonly at: string
  readonly by: Somebody
  /** The newest first. */
  readonly moments: readonly Moment[]
}
export type Entry =
  | Sitting
  | { readonly kind: 'published'; readonly at: string; readonly by: Somebody; readonly published: Publishing }
export type Day = { readonly day: string; readonly entries: readonly Entry[] }

const pauseMs = 30 * 60_000

const isSame = (one: Somebody, other: Somebody): boolean => one.isMe === other.isMe && one.name === other.name
const timeOf = ({ at }: { readonly at: string }): number => new Date(at).getTime()

const joined = (before: readonly Entry[], entry: Entry): readonly Entry[] => {
  const last = before.at(-1)
  if (last?.kind !== 'sitting' || entry.kind !== 'sitting' || !isSame(last.by, entry.by))
    return [...before, entry]
  const [oldest] = last.moments.slice(-1)
  const pause = oldest ? timeOf(oldest) - timeOf(entry) : 0
  if (pause > pauseMs) return [...before, entry]
  return [...before.slice(0, -1), { ...last, moments: [...last.moments, ...entry.moments] }]
}

/** Grouped by day, and in it by person; versions that were published stand between what led to them and what came after. */
export const daysOf = (
  { moments, versions, hasMore }: Page,
  dayOf: (at: string) => string,
): readonly Day[] => {
  const [oldest] = moments.slice(-1)
  const shown = versions.filter((version) => !hasMore || !oldest || timeOf(version) >= timeOf(oldest))
  const entries: readonly Entry[] = [
    ...moments.map(
      (moment) => ({ kind: 'sitting', at: moment.at, by: moment.by, moments: [moment] }) as const,
    ),
    ...shown.map(
      (published) => ({ kind: 'published', at: published.at, by: published.by, published }) as const,
    ),
  ].toSorted((one, other) => timeOf(other) - timeOf(one))
  const days = [...new Set(entries.map(({ at }) => dayOf(at)))]
  return days.map((day) => ({
    day,
    entries: entries.filter(({ at }) => dayOf(at) === day).reduce<readonly Entry[]>(joined, []),
  }))
}

/** A sentence without the words it quotes: what is saved again and again while somebody types differs in nothing else. */
const stemOf = (sentence: string): string =>
  sentence.replaceAll(/“[^”]*”/g, '“”').replaceAll(/ and \d+ more lines?/g, '')

/** What was done in a sitting, oldest first. What is typed is told as it was left; what was done again later, again. */
export const sentencesOf = ({ moments }: Sitting): readonly string[] => {
  const inOrder = moments.toReversed()
  return inOrder.flatMap(({ sentences }, at) => {
    const goesOn = new Set(inOrder[at + 1]?.sentences.map(stemOf))
    return sentences.filter((sentence) => !goesOn.has(stemOf(sentence)))
  })
}

export const pointsAt = (points: readonly Point[], moments: readonly Moment[]): readonly Point[] =>
  points.filter((point) => moments.some(({ revision }) => revision === point.revision))
