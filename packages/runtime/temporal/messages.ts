/** What may be said to a workflow: ids and numbers. It imports nothing, so the workflow's bundle stays small. */
export type RequestInput = { readonly request: string }

export type Plan = {
  readonly ended: boolean
  /** The nearest deadline and how long it is until then: remaining time, never an instant, so clocks need not agree. */
  readonly deadline: { readonly id: string; readonly waitMs: number } | null
  readonly effects: readonly string[]
  /** How long until an effect that failed may be tried again. */
  readonly effectsWaitMs: number | null
}

export const taskQueueOf = (environment: string): string => `portico-${environment}`
export const workflowIdOf = (environment: string, request: string): string => `${environment}/${request}`
