import type { Workflow } from '../portal/portal.ts'

/** Where a new request begins. */
export const startState = (workflow: Workflow): string => workflow.start.state ?? 'submitted'
