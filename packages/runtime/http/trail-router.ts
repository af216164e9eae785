import { z } from 'zod'
import { fieldVerbs } from '@portico/engine/access/who-may'
import { idSchema } from '@portico/engine/portal/id-schema'
import { entryVerbs } from '@portico/engine/trail/entry'
import { checkTrail } from '../commands/check-trail.ts'
import { downloadTrail } from '../commands/download-trail.ts'
import { listColleagues } from '../commands/list-colleagues.ts'
import { readTrail } from '../commands/read-trail.ts'
import { testAs } from '../commands/test-as.ts'
import { whatColleagueDid } from '../commands/what-colleague-did.ts'
import { whatMay } from '../commands/what-may.ts'
import { whoCan } from '../commands/who-can.ts'
import { whoLooked } from '../commands/who-looked.ts'
import { whyCan } from '../commands/why-can.ts'
import { whyTransition } from '../commands/why-transition.ts'
import { whyThen } from '../commands/why-then.ts'
import { answer, procedure, router } from './answer.ts'
import { accountId, recordId } from './call-input.ts'

const days = z.number().int().min(1).max(2200)
const seq = z.string().regex(/^\d{1,19}$/)
const trailQuestion = { patient: recordId.optional(), account: accountId.optional(), days }

/** What was done. */
export const trail = router({
  read: procedure
    .input(
      z.strictObject({
        ...trailQuestion,
        verb: z.enum(entryVerbs).optional(),
        after: seq.optional(),
      }),
    )
    .query(({ ctx, input }) => answer(readTrail(ctx, input))),
  download: procedure
    .input(z.strictObject(trailQuestion))
    .mutation(({ ctx, input }) => answer(downloadTrail(ctx, input))),
  check: procedure.mutation(({ ctx }) => answer(checkTrail(ctx))),
  whoLooked: procedure
    .input(z.strictObject({ patient: recordId, days }))
    .query(({ ctx, input }) => answer(whoLooked(ctx, input))),
  colleagues: procedure.query(({ ctx }) => answer(listColleagues(ctx))),
  whatColleagueDid: procedure
    .input(z.strictObject({ account: accountId, days }))
    .query(({ ctx, input }) => answer(whatColleagueDid(ctx, input))),
})

/** What can be done, and why. */
export const access = router({
  whoCan: procedure
    .input(
      z.strictObject({
        table: idSchema,
        field: idSchema,
        record: recordId.optional(),
        patient: recordId.optional(),
      }),
    )
    .query(({ ctx, input }) => answer(whoCan(ctx, input))),
  why: procedure
    .input(
      z.strictObject({
        account: accountId,
        table: idSchema,
        field: idSchema,
        record: recordId,
        verb: z.enum(fieldVerbs),
        at: z.iso.datetime().optional(),
      }),
    )
    .query(({ ctx, input }) => answer(whyCan(ctx, input))),
  whyTransition: procedure
    .input(z.strictObject({ account: accountId, table: idSchema, record: recordId, transition: idSchema }))
    .query(({ ctx, input }) => answer(whyTransition(ctx, input))),
  whatMay: procedure
    .input(z.strictObject({ account: accountId }))
    .query(({ ctx, input }) => answer(whatMay(ctx, input))),
  whyThen: procedure.input(z.strictObject({ seq })).query(({ ctx, input }) => answer(whyThen(ctx, input))),
  testAs: procedure
    .input(z.strictObject({ of: z.enum(['draft', 'live']), roles: z.array(idSchema).min(1).max(20) }))
    .mutation(({ ctx, input }) => answer(testAs(ctx, input))),
})
