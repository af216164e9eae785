import { nowMs } from '../call/now.ts'
import { abilityFor, may } from '@portico/engine/access/ability'
import type { Actor } from '@portico/engine/access/actor'
import { peopleTable } from '@portico/engine/portal/people-table'
import { labelOf, type Language } from '@portico/engine/portal/text'
import type { Portal } from '../call/api.ts'
import { paths } from '../paths.ts'
import { requestTables } from '../requests/requests-listed.ts'
import { dateIn } from '../words/when.ts'
import type { Words } from '../words/en.ts'
import type { QueueCounts } from './queue-counts.svelte.ts'
import { queuesOf } from './queues-of.ts'
import { tablesToKeep } from './tables-to-keep.ts'

export type Link = {
  readonly href: string
  readonly label: string
  /** How many requests are there, and how many of them are late; undefined while nobody has counted. */
  readonly count?: number | undefined
  readonly late?: string | undefined
  /** What the start page shows. */
  readonly isStart?: boolean
}

/** The pages somebody who works here has, by her roles. */
export const staffLinks = (
  portal: Portal,
  actor: Actor,
  { language, words }: { readonly language: Language; readonly words: Words },
  counts?: QueueCounts,
): readonly Link[] => {
  const now = nowMs()
  const patients = peopleTable(portal, 'patient')?.id
  const ability = abilityFor(portal, actor, dateIn(portal.timezone, now))
  const queues = queuesOf(portal, actor.roles)
  return [
    ...queues.map((queue, index) => {
      const counted = counts?.of(queue)
      return {
        href: paths.queue(queue),
        label: labelOf(queue, portal.queues[queue], language),
        isStart: index === 0,
        count: counted?.waiting,
        late: counted && counted.late > 0 ? words.staff.late(counted.late) : undefined,
      }
    }),
    ...(requestTables(portal, actor, now).length > 0
      ? [
          { href: paths.mine(), label: words.staff.mine, count: counts?.mine() },
          { href: paths.openRequests(), label: words.staff.openRequests, isStart: queues.length === 0 },
        ]
      : []),
    ...(patients !== undefined && may(ability, 'read', patients)
      ? [{ href: paths.findPatient(), label: words.staff.find }]
      : []),
    ...(tablesToKeep(portal, actor, dateIn(portal.timezone, now)).length > 0
      ? [{ href: paths.kept(), label: words.staff.lists }]
      : []),
  ]
}
