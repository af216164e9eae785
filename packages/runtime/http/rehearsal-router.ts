import { z } from 'zod'
import { enterRehearsal } from '../commands/enter-rehearsal.ts'
import { answer, procedure, router } from './answer.ts'

/** How one of a rehearsal's invented people gets in, without a password. */
export const rehearsal = router({
  enter: procedure
    .input(z.strictObject({ ticket: z.string().min(1).max(64) }))
    .mutation(({ ctx, input }) => answer(enterRehearsal(ctx, input))),
})
