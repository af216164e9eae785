import { randomUUID } from 'node:crypto'
import { ApplicationFailure } from '@temporalio/common'
import type { ActivityInterceptors } from '@temporalio/worker'
import type { Log } from '../log.ts'

/** Foreign error text never enters a history: it goes to the log by place, and Temporal is told a reference. */
export const safeFailures =
  (log: Log): (() => ActivityInterceptors) =>
  () => ({
    inbound: {
      execute: async (input, next) => {
        try {
          return await next(input)
        } catch (fault) {
          const reference = randomUUID()
          log.fault('An activity failed.', fault, { reference })
          throw ApplicationFailure.create({ type: 'INTERNAL', message: `reference ${reference}` })
        }
      },
    },
  })
