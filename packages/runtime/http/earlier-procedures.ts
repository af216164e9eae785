import { z } from 'zod'
import { idSchema } from '@portico/engine/portal/id-schema'
import { putBackValue } from '../commands/put-back-value.ts'
import { readEarlier } from '../commands/read-earlier.ts'
import { answer, procedure } from './answer.ts'
import { recordId } from './call-input.ts'

const request = { table: idSchema, id: recordId }
const earlier = z.string().regex(/^\d{1,18}$/)

/** What a request's cells held before, and one of it put back. */
export const earlierProcedures = {
  earlier: procedure
    .input(z.strictObject(request))
    .query(({ ctx, input }) => answer(readEarlier(ctx, input))),
  putBack: procedure
    .input(z.strictObject({ ...request, earlier, expectedVersion: z.number().int().min(1), key: z.uuid() }))
    .mutation(({ ctx, input }) => answer(putBackValue(ctx, input))),
}
