import { conditionWords } from '../access/condition-words.ts'
import { changeOf, type Change } from './change.ts'
import { fieldName, listed, noticeName, roleName, stateName, transitionName } from './name.ts'
import { own } from './own.ts'
import { gainedAndLost, isSame } from './pairs.ts'
import type { Portal, Transition, Workflow } from './portal.ts'

/** The workflow whose steps are compared, as it will be. */
export type Place = { readonly after: Portal; readonly workflow: string; readonly declared: Workflow }
type Said = { readonly sentence: string; readonly widens?: boolean; readonly narrows?: boolean }

export const who = (portal: Portal, by: readonly string[]): string =>
  listed(by.map((role) => (role === 'system' ? 'the system' : roleName(portal, role))))

/** One step as a whole: its name, from where to where, who takes it, and what it decides where it ends a request. */
export const stepWords = ({ after, workflow, declared }: Place, transition: string): string => {
  const name = transitionName(after, workflow, transition)
  const step = own(declared.transitions, transition)
  if (!step) return name
  const state = (id: string): string => stateName(after, workflow, id)
  const isEnd = step.to !== undefined && own(declared.states, step.to)?.ends === true
  const to = step.to === undefined ? 'where it stays' : `to ${isEnd ? 'the end ' : ''}${state(step.to)}`
  const way = `${name}, from ${listed(step.from.map(state))}${step.to === undefined ? ', ' : ' '}${to}`
  return `${way}, ${isEnd ? 'decided' : 'taken'} by ${who(after, step.by)}`
}

const byChanges = (
  { after }: Place,
  name: string,
  old: readonly string[],
  now: readonly string[],
): readonly Said[] => {
  const { gained, lost } = gainedAndLost(old, now)
  return [
    ...(gained.length > 0
      ? [{ sentence: `${name} can now be taken by ${who(after, gained)}.`, widens: true }]
      : []),
    ...(lost.length > 0
      ? [{ sentence: `${name} can no longer be taken by ${who(after, lost)}.`, narrows: true }]
      : []),
  ]
}

const askChanges = (
  { after, declared }: Place,
  name: string,
  old: readonly string[] = [],
  now: readonly string[] = [],
): readonly Said[] => {
  const { gained, lost } = gainedAndLost(old, now)
  const fields = (ids: readonly string[]) => listed(ids.map((id) => fieldName(after, declared.table, id)))
  return [
    ...(gained.length > 0 ? [{ sentence: `${name} now asks for ${fields(gained)}.` }] : []),
    ...(lost.length > 0 ? [{ sentence: `${name} no longer asks for ${fields(lost)}.` }] : []),
  ]
}

const clearChanges = (
  { after, declared }: Place,
  name: string,
  old: readonly string[] = [],
  now: readonly string[] = [],
): readonly Said[] => {
  const { gained, lost } = gainedAndLost(old, now)
  const fields = (ids: readonly string[]) => listed(ids.map((id) => fieldName(after, declared.table, id)))
  return [
    ...(gained.length > 0 ? [{ sentence: `${name} now leaves ${fields(gained)} blank.` }] : []),
    ...(lost.length > 0 ? [{ sentence: `${name} no longer leaves ${fields(lost)} blank.` }] : []),
  ]
}

const routeChanges = (
  { after, workflow }: Place,
  name: string,
  old: Transition,
  now: Transition,
): readonly Said[] => {
  const { gained, lost } = gainedAndLost(old.from, now.from)
  const states = (ids: readonly string[]) => listed(ids.map((id) => stateName(after, workflow, id)))
  return [
    ...(gained.length > 0 ? [{ sentence: `${name} can now be taken from ${states(gained)}.` }] : []),
    ...(lost.length > 0 ? [{ sentence: `${name} can no longer be taken from ${states(lost)}.` }] : []),
    ...(old.to === now.to
      ? []
      : [
          {
            sentence:
              now.to === undefined
                ? `${name} now leaves the request where it is.`
                : `${name} now leads to ${states([now.to])}.`,
          },
        ]),
  ]
}

const ruleChanges = (
  { after, declared }: Place,
  name: string,
  old: Transition,
  now: Transition,
): readonly Said[] => {
  const guard = now['only-when']
  const fresh = now['fresh-sign-in']
  return [
    ...(isSame(old['only-when'], guard)
      ? []
      : [
          {
            sentence:
              guard === undefined
                ? `${name} can now always be taken.`
                : `${name} can now be taken only when ${conditionWords(after, declared.table, guard)}.`,
            widens: true,
            narrows: true,
          },
        ]),
    ...(old['fresh-sign-in'] === fresh
      ? []
      : [
          {
            sentence:
              fresh === undefined
                ? `${name} no longer asks to sign in again.`
                : `${name} now asks to sign in again after ${fresh.slice(0, -1)} minutes.`,
          },
        ]),
    ...(old.assign === now.assign
      ? []
      : [
          {
            sentence:
              now.assign === 'me'
                ? `Who takes ${name} now has the request.`
                : now.assign === 'nobody'
                  ? `After ${name} nobody has the request.`
                  : `${name} no longer changes who has the request.`,
          },
        ]),
    ...(old.notice === now.notice
      ? []
      : [
          {
            sentence:
              now.notice === undefined
                ? `${name} no longer sends a message.`
                : `${name} now sends ${noticeName(after, now.notice)}.`,
          },
        ]),
  ]
}

/** What changes about one next step, each in a sentence of its own. */
export const transitionChanges = (
  place: Place,
  transition: string,
  old: Transition,
  now: Transition,
): readonly Change[] => {
  const { after, workflow } = place
  const name = transitionName(after, workflow, transition)
  const said = [
    ...routeChanges(place, name, old, now),
    ...byChanges(place, name, old.by, now.by),
    ...askChanges(place, name, old.asks, now.asks),
    ...clearChanges(place, name, old.clears, now.clears),
    ...ruleChanges(place, name, old, now),
  ]
  return said.map(({ sentence, widens = false, narrows = false }) =>
    changeOf(
      { kind: 'change-transition', workflow, transition },
      ['workflows', workflow, 'transitions', transition],
      sentence,
      { widens, narrows },
    ),
  )
}
