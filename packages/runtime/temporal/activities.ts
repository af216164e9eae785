import { z } from 'zod'
import { loadPlan } from '../commands/load-plan.ts'
import { fireDeadline } from '../commands/fire-deadline.ts'
import { runEffect } from '../commands/run-effect.ts'
import type { WorkAdapters } from '../commands/work-adapters.ts'
import type { Activities } from './messages.ts'

const uuid = z.uuid()

/** The activities of a workflow are the commands of the system. */
export const createActivities = (adapters: WorkAdapters): Activities => ({
  loadPlan: ({ request }) => loadPlan(adapters, uuid.parse(request)),
  fireDeadline: ({ deadline }) => fireDeadline(adapters, uuid.parse(deadline)),
  runEffect: ({ effect }) => runEffect(adapters, uuid.parse(effect)),
})
