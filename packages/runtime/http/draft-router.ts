import { z } from 'zod'
import { editSchema } from '@portico/engine/portal/edit'
import { approveDraft } from '../commands/approve-draft.ts'
import { askApproval } from '../commands/ask-approval.ts'
import { declineDraft } from '../commands/decline-draft.ts'
import { editDraft } from '../commands/edit-draft.ts'
import { loadApproval } from '../commands/load-approval.ts'
import { loadDraft } from '../commands/load-draft.ts'
import { publishDraft } from '../commands/publish-draft.ts'
import { reviewDraft } from '../commands/review-draft.ts'
import { reviewPublishing } from '../commands/review-publishing.ts'
import { watchApproval } from '../commands/watch-approval.ts'
import { withdrawApproval } from '../commands/withdraw-approval.ts'
import { answer, procedure, router } from './answer.ts'

const key = z.uuid()
/** `isSure`: it names no patient and no illness of anybody, although words of health are in it. */
const because = { reason: z.string().min(3).max(500), isSure: z.boolean().optional() }
const revision = z.number().int().min(0)
const asked = { id: z.uuid() }

/** The one draft of an office, from an edit to the live version. */
export const draft = router({
  load: procedure.query(({ ctx }) => answer(loadDraft(ctx))),
  edit: procedure
    .input(z.strictObject({ revision, edits: z.array(editSchema).min(1).max(100) }))
    .mutation(({ ctx, input }) => answer(editDraft(ctx, input))),
  review: procedure.query(({ ctx }) => answer(reviewDraft(ctx))),
  publish: procedure
    .input(z.strictObject({ revision, ...because, key }))
    .mutation(({ ctx, input }) => answer(publishDraft(ctx, input))),
})

/** A second person's word on it. */
export const approval = router({
  load: procedure.query(({ ctx }) => answer(loadApproval(ctx))),
  watch: procedure.query(({ ctx }) => answer(watchApproval(ctx))),
  ask: procedure
    .input(z.strictObject({ revision, ...because }))
    .mutation(({ ctx, input }) => answer(askApproval(ctx, input))),
  withdraw: procedure
    .input(z.strictObject(asked))
    .mutation(({ ctx, input }) => answer(withdrawApproval(ctx, input))),
  approve: procedure
    .input(z.strictObject(asked))
    .mutation(({ ctx, input }) => answer(approveDraft(ctx, input))),
  decline: procedure
    .input(z.strictObject({ ...asked, ...because }))
    .mutation(({ ctx, input }) => answer(declineDraft(ctx, input))),
  review: procedure
    .input(z.strictObject(asked))
    .mutation(({ ctx, input }) => answer(reviewPublishing(ctx, input))),
})
