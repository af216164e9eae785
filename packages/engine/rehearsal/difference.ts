import { noticeName, listed, queueName, roleName, stateName, fieldName } from '../portal/name.ts'
import { own } from '../portal/own.ts'
import type { Expected, Portal } from '../portal/portal.ts'
import { isSame } from '../portal/pairs.ts'
import { roleOfStaff } from './invented.ts'
import { refusalWords } from './refusal-words.ts'
import { seenBy, type Done } from './done.ts'

/** Where a rehearsal did not go as its script expects: of what, what was expected, and what came, in words. */
export type Difference = { readonly of: string; readonly expected: string; readonly came: string }

const different = (of: string, expected: string, came: string): readonly Difference[] =>
  expected === came ? [] : [{ of, expected, came }]

const queueWords = (portal: Portal, queue: string | null): string =>
  queue === null ? 'no queue' : queueName(portal, queue)

const holderWords = (portal: Portal, role: string | null): string =>
  role === null || role === 'nobody' ? 'nobody' : roleName(portal, role)

const noticesWords = (portal: Portal, notices: readonly string[]): string =>
  notices.length === 0 ? 'no message' : listed(notices.map((notice) => noticeName(portal, notice)))

const refusalDifferences = (expected: Expected, { refusal }: Done): readonly Difference[] => {
  if (refusal?.code === expected.refused) return []
  return different(
    'the step',
    expected.refused === undefined ? 'is taken' : refusalWords(expected.refused),
    refusal === null ? 'is taken' : refusalWords(refusal.code),
  )
}

const seenDifferences = (
  portal: Portal,
  workflow: string,
  { sees }: Expected,
  done: Done,
): readonly Difference[] => {
  if (!sees) return []
  const table = own(portal.workflows, workflow)?.table ?? ''
  const seen = seenBy(portal, workflow, done, sees.role)
  const of = `what ${roleName(portal, sees.role)} sees`
  const words = (field: string, isSeen: boolean): string =>
    `${fieldName(portal, table, field)} is ${isSeen ? 'shown' : 'hidden'}`
  return [
    ...(sees.visible ?? []).flatMap((field) =>
      different(of, words(field, true), words(field, seen.has(field))),
    ),
    ...(sees.hidden ?? []).flatMap((field) =>
      different(of, words(field, false), words(field, seen.has(field))),
    ),
  ]
}

/** Everything that came otherwise. What a script does not mention may come as it will; a refusal it must mention. */
export const differencesOf = (
  portal: Portal,
  workflow: string,
  expected: Expected = {},
  done: Done,
): readonly Difference[] => {
  const { standing } = done
  const holder = standing ? roleOfStaff(portal, standing.assignee) : null
  return [
    ...refusalDifferences(expected, done),
    ...(expected.state === undefined
      ? []
      : different(
          'the stage',
          stateName(portal, workflow, expected.state),
          standing ? stateName(portal, workflow, standing.state) : 'no request',
        )),
    ...(expected.queue === undefined
      ? []
      : different(
          'the queue',
          queueWords(portal, expected.queue),
          queueWords(portal, standing?.queue ?? null),
        )),
    ...(expected.assignee === undefined
      ? []
      : different('who has it', holderWords(portal, expected.assignee), holderWords(portal, holder))),
    ...(expected.notices === undefined || isSame(expected.notices, done.notices)
      ? []
      : [
          {
            of: 'the messages sent',
            expected: noticesWords(portal, expected.notices),
            came: noticesWords(portal, done.notices),
          },
        ]),
    ...seenDifferences(portal, workflow, expected, done),
  ]
}
