import type { Workflow } from '@portico/engine/portal/portal'

/** Whether a request in this state ends by itself when its time is over, where others are only reminded of or handed on. */
export const closesAtDue = (workflow: Workflow | undefined, state: string): boolean => {
  const then = workflow?.states[state]?.due?.then ?? ''
  return workflow?.states[workflow.transitions[then]?.to ?? '']?.ends === true
}
