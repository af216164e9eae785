import {
  listed,
  noticeName,
  queueName,
  roleName,
  stateName,
  transitionName,
  workflowName,
} from '../portal/name.ts'
import type { Portal, RehearsalStart, RehearsalStep } from '../portal/portal.ts'
import { roleOfStaff } from './invented.ts'
import { refusalWords } from './refusal-words.ts'
import type { Done } from './done.ts'

const who = (portal: Portal, role: string): string =>
  role === 'system' ? 'The system' : roleName(portal, role)

const didWords = (
  portal: Portal,
  workflow: string,
  step: RehearsalStart | RehearsalStep,
  { taken }: Done,
): string => {
  if ('wait' in step) {
    const moves = taken.map(({ transition }) => transitionName(portal, workflow, transition))
    const passed = `${step.wait} pass`
    return moves.length === 0 ? `${passed}.` : `${passed}; the system takes ${listed(moves)}.`
  }
  return 'takes' in step
    ? `${who(portal, step.by)} takes ${transitionName(portal, workflow, step.takes)}.`
    : `${who(portal, step.by)} starts ${workflowName(portal, workflow)}.`
}

const standsWords = (portal: Portal, workflow: string, { standing }: Done): string => {
  if (!standing) return ''
  const holder = roleOfStaff(portal, standing.assignee)
  const queue = standing.queue === null ? '' : `, in the queue ${queueName(portal, standing.queue)}`
  const has = holder === null ? '' : `, with ${roleName(portal, holder)}`
  return ` It is at ${stateName(portal, workflow, standing.state)}${queue}${has}.`
}

/** What a step did, for whoever reads the rehearsal: names stand in stars, as in every sentence of the engine. */
export const sentenceOf = (
  portal: Portal,
  workflow: string,
  step: RehearsalStart | RehearsalStep,
  done: Done,
): string => {
  const did = didWords(portal, workflow, step, done)
  if (done.refusal) return `${did} That ${refusalWords(done.refusal.code)}.`
  const notices = done.notices.map((notice) => noticeName(portal, notice))
  const sends = notices.length === 0 ? '' : ` ${listed(notices)} ${notices.length === 1 ? 'is' : 'are'} sent.`
  return `${did}${standsWords(portal, workflow, done)}${sends}`
}
