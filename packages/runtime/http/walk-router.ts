import { z } from 'zod'
import { carryWalk } from '../commands/carry-walk.ts'
import { enterWalk } from '../commands/enter-walk.ts'
import { jumpWalk } from '../commands/jump-walk.ts'
import { loadWalk } from '../commands/load-walk.ts'
import { startWalk } from '../commands/start-walk.ts'
import { stopWalk } from '../commands/stop-walk.ts'
import { walkedRequest } from '../commands/walked-request.ts'
import { answer, procedure, router } from './answer.ts'
import { accountId, recordId } from './call-input.ts'

const revision = z.number().int().min(0)

/** Walking through the draft in a rehearsal environment, for whoever builds. */
export const walk = router({
  load: procedure.query(({ ctx }) => answer(loadWalk(ctx))),
  start: procedure
    .input(z.strictObject({ revision, isFresh: z.boolean(), over: z.uuid().nullable() }))
    .mutation(({ ctx, input }) => answer(startWalk(ctx, input))),
  carry: procedure
    .input(z.strictObject({ revision }))
    .mutation(({ ctx, input }) => answer(carryWalk(ctx, input))),
  enter: procedure
    .input(z.strictObject({ account: accountId }))
    .mutation(({ ctx, input }) => answer(enterWalk(ctx, input))),
  jump: procedure
    .input(z.strictObject({ to: z.iso.datetime() }))
    .mutation(({ ctx, input }) => answer(jumpWalk(ctx, input))),
  request: procedure
    .input(z.strictObject({ request: recordId }))
    .query(({ ctx, input }) => answer(walkedRequest(ctx, input))),
  stop: procedure.mutation(({ ctx }) => answer(stopWalk(ctx))),
})
