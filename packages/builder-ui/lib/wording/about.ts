import type { About } from '@portico/engine/notice/redact'
import type { Portal } from '@portico/engine/portal/portal'
import { startState } from '@portico/engine/workflow/start-state'

/** A made-up request of the workflow that sends a notice: what a preview is filled with. */
export const exampleAbout = (portal: Portal, notice: string): About => {
  const [id, workflow] = Object.entries(portal.workflows).find(([, candidate]) =>
    Object.values(candidate.transitions).some((transition) => transition.notice === notice),
  ) ??
    Object.entries(portal.workflows)[0] ?? ['', undefined]
  const sender = Object.values(workflow?.transitions ?? {}).find((transition) => transition.notice === notice)
  return {
    workflow: id,
    state: sender?.to ?? sender?.from[0] ?? (workflow ? startState(workflow) : ''),
    reference: 'K7F-2QD',
    link: 'https://portal.example.com/r/K7F-2QD',
  }
}
