import { changeOf, type Change } from './change.ts'
import { listedBriefly, rehearsalName, roleName, transitionName, workflowName } from './name.ts'
import { isSame, pairsOf } from './pairs.ts'
import type { Portal, Rehearsal, RehearsalStep } from './portal.ts'

const who = (portal: Portal, role: string): string =>
  role === 'system' ? 'the system' : roleName(portal, role)

/** One step as it is named in its script, without what is answered and expected. */
const stepName = (portal: Portal, workflow: string, step: RehearsalStep): string =>
  'wait' in step
    ? `a wait of ${step.wait}`
    : `${transitionName(portal, workflow, step.takes)} by ${who(portal, step.by)}`

const stepKey = (step: RehearsalStep) => ('wait' in step ? step.wait : [step.takes, step.by])

const insides = (step: Rehearsal['start'] | RehearsalStep) => ({
  with: 'with' in step ? (step.with ?? {}) : {},
  expect: step.expect ?? {},
})

/** At which of the steps that stay something else is answered or expected. */
const insideSentences = (after: Portal, name: string, old: Rehearsal, now: Rehearsal): readonly string[] => {
  const pairs = [old.start, ...old.steps].map((step, at) => {
    const next = at === 0 ? now.start : now.steps[at - 1]
    return { was: insides(step), is: next ? insides(next) : insides(step), at }
  })
  const named = (part: 'with' | 'expect') =>
    pairs
      .filter(({ was, is }) => !isSame(was[part], is[part]))
      .map(({ at }) => {
        const step = now.steps[at - 1]
        return at === 0 || !step ? 'its beginning' : stepName(after, now.workflow, step)
      })
  const [answered, expected] = [named('with'), named('expect')]
  return [
    ...(answered.length > 0
      ? [`The rehearsal ${name} is now answered otherwise at ${listedBriefly(answered)}.`]
      : []),
    ...(expected.length > 0
      ? [`The rehearsal ${name} now expects something else after ${listedBriefly(expected)}.`]
      : []),
  ]
}

const sentencesOf = (after: Portal, id: string, old: Rehearsal, now: Rehearsal): readonly string[] => {
  const name = rehearsalName(after, id)
  const steps = now.steps.map((step) => stepName(after, now.workflow, step))
  const isSameWay = isSame(old.steps.map(stepKey), now.steps.map(stepKey))
  const isMoved = old.workflow !== now.workflow
  return [
    ...(isMoved ? [`The rehearsal ${name} is now of ${workflowName(after, now.workflow)}.`] : []),
    ...(old.begins === now.begins
      ? []
      : [
          `The rehearsal ${name} now begins ${now.begins === undefined ? 'on a Monday morning' : `on ${now.begins.replace('T', ' at ')}`}.`,
        ]),
    ...(old.start.by === now.start.by
      ? []
      : [`The rehearsal ${name} is now begun by ${who(after, now.start.by)}.`]),
    ...(isSameWay
      ? []
      : [
          steps.length === 0
            ? `The rehearsal ${name} now ends with its beginning.`
            : `The rehearsal ${name} now goes by ${listedBriefly(steps)}.`,
        ]),
    ...(isSameWay ? insideSentences(after, name, old, now) : []),
  ]
}

/** What is rehearsed before every publishing, and how. */
export const compareRehearsals = (before: Portal, after: Portal): readonly Change[] => {
  const { added, removed, kept } = pairsOf(before.rehearsals ?? {}, after.rehearsals ?? {})
  const of = (id: string) => ['rehearsals', id]
  return [
    ...added.map(([rehearsal]) =>
      changeOf(
        { kind: 'add-rehearsal', rehearsal },
        of(rehearsal),
        `${rehearsalName(after, rehearsal)} is rehearsed before every publishing.`,
      ),
    ),
    ...removed.map(([rehearsal]) =>
      changeOf(
        { kind: 'remove-rehearsal', rehearsal },
        of(rehearsal),
        `${rehearsalName(before, rehearsal)} is no longer rehearsed before publishing.`,
      ),
    ),
    ...kept.flatMap(({ id: rehearsal, before: old, after: now }) =>
      sentencesOf(after, rehearsal, old, now).map((sentence) =>
        changeOf({ kind: 'change-rehearsal', rehearsal }, of(rehearsal), sentence),
      ),
    ),
  ]
}
