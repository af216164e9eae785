import { z } from 'zod'
import { idSchema } from '@portico/engine/portal/id-schema'
import { languages } from '@portico/engine/portal/text'
import { textSchema } from '@portico/engine/portal/text-schema'
import { advanceRequest } from '../commands/advance-request.ts'
import { changeRecord } from '../commands/change-record.ts'
import { countWaiting } from '../commands/count-waiting.ts'
import { createRecord } from '../commands/create-record.ts'
import { dropAttachment } from '../commands/drop-attachment.ts'
import { exportRecords } from '../commands/export-records.ts'
import { findRecords } from '../commands/find-records.ts'
import { findRequest } from '../commands/find-request.ts'
import { keepAnswers } from '../commands/keep-answers.ts'
import { listChoices } from '../commands/list-choices.ts'
import { listDeliveries } from '../commands/list-deliveries.ts'
import { listPortals } from '../commands/list-portals.ts'
import { listQueueColleagues } from '../commands/list-queue-colleagues.ts'
import { listTaken } from '../commands/list-taken.ts'
import { loadAnswers } from '../commands/load-answers.ts'
import { changeMailLanguage, readMailLanguage } from '../commands/mail-language.ts'
import { openRequest } from '../commands/open-request.ts'
import { printRequests } from '../commands/print-requests.ts'
import { readOwnAttachments } from '../commands/read-own-attachments.ts'
import { openRecord, readRecords } from '../commands/read-records.ts'
import { readLivePortal } from '../commands/read-live-portal.ts'
import { previewReassign, reassignRequests } from '../commands/reassign-requests.ts'
import { startPortal } from '../commands/start-portal.ts'
import { startRequest } from '../commands/start-request.ts'
import { keepStepAnswers, loadStepAnswers } from '../commands/step-answers.ts'
import { tryDeliveryAgain } from '../commands/try-delivery-again.ts'
import { finishUndelivered, listUndelivered } from '../commands/undelivered.ts'
import { answer, mergeRouters, procedure, router } from './answer.ts'
import { attachmentId, recordId } from './call-input.ts'
import { approval, draft, versions } from './draft-router.ts'
import { earlierProcedures } from './earlier-procedures.ts'
import { people } from './people-router.ts'
import { proxies } from './proxies-router.ts'
import { rehearsal } from './rehearsal-router.ts'
import { session } from './session-router.ts'
import { shredding } from './shredding-router.ts'
import { access, trail } from './trail-router.ts'
import { walk } from './walk-router.ts'

const key = z.uuid()
const typed = z.record(idSchema, z.string().max(8000))
const scalar = z.union([z.string().max(200), z.number(), z.boolean()])
const where = z
  .array(z.strictObject({ field: idSchema, in: z.array(scalar.nullable()).min(1).max(50) }))
  .max(5)
const queues = z.array(idSchema).max(50)
const line = { table: idSchema, id: recordId, expectedVersion: z.number().int().min(1) }
const linesMax = 100

const records = router({
  list: procedure
    .input(
      z.strictObject({
        table: idSchema,
        ids: z.array(recordId).max(100).optional(),
        where: where.optional(),
        order: z
          .union([
            z.enum(['newest', 'oldest', 'due']),
            z.strictObject({ by: idSchema, first: z.enum(['soonest', 'latest']) }),
          ])
          .optional(),
        after: z.string().max(200).optional(),
        size: z.number().int().min(1).max(100).optional(),
      }),
    )
    .query(({ ctx, input }) => answer(readRecords(ctx, input))),
  open: procedure
    .input(z.strictObject({ table: idSchema, id: recordId }))
    .query(({ ctx, input }) => answer(openRecord(ctx, input))),
  choices: procedure
    .input(z.strictObject({ table: idSchema, field: idSchema, after: z.string().max(200).optional() }))
    .query(({ ctx, input }) => answer(listChoices(ctx, input))),
  taken: procedure
    .input(z.strictObject({ table: idSchema, ids: z.array(recordId).max(100) }))
    .query(({ ctx, input }) => answer(listTaken(ctx, input))),
  find: procedure
    .input(z.strictObject({ table: idSchema, words: z.string().min(2).max(100) }))
    .query(({ ctx, input }) => answer(findRecords(ctx, input))),
  create: procedure
    .input(z.strictObject({ table: idSchema, answers: typed, key }))
    .mutation(({ ctx, input }) => answer(createRecord(ctx, input))),
  change: procedure
    .input(z.strictObject({ table: idSchema, id: recordId, answers: typed }))
    .mutation(({ ctx, input }) => answer(changeRecord(ctx, input))),
  export: procedure
    .input(z.strictObject({ table: idSchema, where: where.optional(), language: z.enum(languages) }))
    .mutation(({ ctx, input }) => answer(exportRecords(ctx, input))),
})

const requests = router({
  start: procedure
    .input(z.strictObject({ workflow: idSchema, patient: recordId.optional(), answers: typed, key }))
    .mutation(({ ctx, input }) => answer(startRequest(ctx, input))),
  advance: procedure
    .input(
      z.strictObject({
        table: idSchema,
        id: recordId,
        transition: idSchema,
        answers: typed,
        expectedVersion: z.number().int().min(1),
        key,
      }),
    )
    .mutation(({ ctx, input }) => answer(advanceRequest(ctx, input))),
  find: procedure
    .input(z.strictObject({ id: recordId }))
    .query(({ ctx, input }) => answer(findRequest(ctx, input))),
  open: procedure
    .input(z.strictObject({ table: idSchema, id: recordId }))
    .query(({ ctx, input }) => answer(openRequest(ctx, input))),
  ...earlierProcedures,
  waiting: procedure
    .input(z.strictObject({ queues, person: recordId }))
    .query(({ ctx, input }) => answer(countWaiting(ctx, input))),
  print: procedure
    .input(z.strictObject({ tables: z.array(idSchema).min(1).max(50), where }))
    .mutation(({ ctx, input }) => answer(printRequests(ctx, input))),
  colleagues: procedure
    .input(z.strictObject({ lines: z.array(z.strictObject(line)).min(1).max(linesMax) }))
    .query(({ ctx, input }) => answer(listQueueColleagues(ctx, input))),
  previewReassign: procedure
    .input(z.strictObject({ to: recordId, lines: z.array(z.strictObject(line)).min(1).max(linesMax) }))
    .query(({ ctx, input }) => answer(previewReassign(ctx, input))),
  reassign: procedure
    .input(
      z.strictObject({
        to: recordId,
        lines: z
          .array(z.strictObject({ ...line, key }))
          .min(1)
          .max(linesMax),
      }),
    )
    .mutation(({ ctx, input }) => answer(reassignRequests(ctx, input))),
})

const answers = router({
  load: procedure
    .input(z.strictObject({ form: idSchema }))
    .query(({ ctx, input }) => answer(loadAnswers(ctx, input))),
  keep: procedure
    .input(z.strictObject({ form: idSchema, typed, patient: recordId.optional() }))
    .mutation(({ ctx, input }) => answer(keepAnswers(ctx, input))),
  loadStep: procedure
    .input(z.strictObject({ table: idSchema, id: recordId }))
    .query(({ ctx, input }) => answer(loadStepAnswers(ctx, input))),
  keepStep: procedure
    .input(z.strictObject({ table: idSchema, id: recordId, transition: idSchema, typed }))
    .mutation(({ ctx, input }) => answer(keepStepAnswers(ctx, input))),
})

/** Sending and opening are streams, and go beside these calls (attachments.ts). */
const attachments = router({
  own: procedure
    .input(z.strictObject({ ids: z.array(attachmentId).max(50) }))
    .query(({ ctx, input }) => answer(readOwnAttachments(ctx, input))),
  drop: procedure
    .input(z.strictObject({ id: attachmentId }))
    .mutation(({ ctx, input }) => answer(dropAttachment(ctx, input))),
})

const portals = router({
  list: procedure.query(({ ctx }) => answer(listPortals(ctx))),
  start: procedure
    .input(z.strictObject({ portal: idSchema, name: textSchema, template: idSchema }))
    .mutation(({ ctx, input }) => answer(startPortal(ctx, input))),
})

/** How somebody is written to, which she says herself. */
const contact = router({
  language: procedure.query(({ ctx }) => answer(readMailLanguage(ctx))),
  changeLanguage: procedure
    .input(z.strictObject({ language: z.enum(languages) }))
    .mutation(({ ctx, input }) => answer(changeMailLanguage(ctx, input))),
})

const notices = router({
  last: procedure.query(({ ctx }) => answer(listDeliveries(ctx))),
  tryAgain: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => answer(tryDeliveryAgain(ctx, input))),
  undelivered: procedure.query(({ ctx }) => answer(listUndelivered(ctx))),
  finishUndelivered: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => answer(finishUndelivered(ctx, input))),
})

export const portico = router({
  session,
  portal: router({ live: procedure.query(({ ctx }) => answer(readLivePortal(ctx))) }),
  records,
  requests,
  contact,
  answers,
  attachments,
  proxies,
  draft,
  approval,
  versions,
  people,
  portals,
  shredding,
  trail,
  access,
  notices,
  walk,
})

/** What the process that serves a rehearsal answers, and no other one does. */
export const rehearsed = mergeRouters(portico, router({ rehearsal }))

/** The one thing the screens know of the runtime. */
export type Router = typeof rehearsed
