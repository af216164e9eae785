import type { Plan } from '../commands/load-plan.ts'

/** What may be said to a workflow: ids and numbers. It imports types only, so the workflow's bundle stays small. */
export type { Plan }
export type RequestInput = { readonly request: string }

/** What a workflow may ask to be done. Ids go in and nothing comes back, so no history can hold more. */
export type Activities = {
  readonly loadPlan: (input: RequestInput) => Promise<Plan>
  readonly fireDeadline: (input: RequestInput & { readonly deadline: string }) => Promise<void>
  readonly runEffect: (input: RequestInput & { readonly effect: string }) => Promise<void>
}

export const taskQueueOf = (environment: string): string => `portico-${environment}`
export const workflowIdOf = (environment: string, request: string): string => `${environment}/${request}`
