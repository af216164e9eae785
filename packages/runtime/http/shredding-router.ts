import { z } from 'zod'
import { askShredding } from '../commands/ask-shredding.ts'
import { confirmShredding } from '../commands/confirm-shredding.ts'
import { holdPatient } from '../commands/hold-patient.ts'
import { listShreddings } from '../commands/list-shreddings.ts'
import { withdrawShredding } from '../commands/withdraw-shredding.ts'
import { answer, procedure, router } from './answer.ts'
import { recordId } from './call-input.ts'

const ofPatient = z.strictObject({ patient: recordId })

/** Destroying what is known of a patient: one asks, another confirms, a legal hold forbids. */
export const shredding = router({
  list: procedure.query(({ ctx }) => answer(listShreddings(ctx))),
  ask: procedure.input(ofPatient).mutation(({ ctx, input }) => answer(askShredding(ctx, input))),
  confirm: procedure.input(ofPatient).mutation(({ ctx, input }) => answer(confirmShredding(ctx, input))),
  withdraw: procedure.input(ofPatient).mutation(({ ctx, input }) => answer(withdrawShredding(ctx, input))),
  hold: procedure
    .input(z.strictObject({ patient: recordId, holds: z.boolean() }))
    .mutation(({ ctx, input }) => answer(holdPatient(ctx, input))),
})
