import { z } from 'zod'
import { fireDeadline } from '../commands/fire-deadline.ts'
import { runEffect } from '../commands/run-effect.ts'
import type { WorkAdapters } from '../commands/work-adapters.ts'
import { loadPlan } from '../postgres/work-store.ts'
import type { Plan, RequestInput } from './messages.ts'

const uuid = z.uuid()

export type Activities = {
  readonly loadPlan: (input: RequestInput) => Promise<Plan>
  readonly fireDeadline: (input: RequestInput & { readonly deadline: string }) => Promise<void>
  readonly runEffect: (input: RequestInput & { readonly effect: string }) => Promise<void>
}

/** What a workflow may ask for. Inputs are ids and answers are nothing, so no history can hold more. */
export const createActivities = (adapters: WorkAdapters): Activities => ({
  loadPlan: ({ request }) => loadPlan(adapters.database.pool('portico_worker'), uuid.parse(request)),
  fireDeadline: ({ deadline }) => fireDeadline(adapters, uuid.parse(deadline)),
  runEffect: ({ effect }) => runEffect(adapters, uuid.parse(effect)),
})
