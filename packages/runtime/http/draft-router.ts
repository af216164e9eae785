import { z } from 'zod'
import { editSchema } from '@portico/engine/portal/edit'
import { idSchema } from '@portico/engine/portal/id-schema'
import { fieldSchema } from '@portico/engine/portal/portal'
import { approveDraft } from '../commands/approve-draft.ts'
import { askApproval } from '../commands/ask-approval.ts'
import { compareVersion } from '../commands/compare-version.ts'
import { declineDraft } from '../commands/decline-draft.ts'
import { draftHistory } from '../commands/draft-history.ts'
import { draftMoment } from '../commands/draft-moment.ts'
import { editDraft } from '../commands/edit-draft.ts'
import { goBack } from '../commands/go-back.ts'
import { holdersOfRoles } from '../commands/holders-of-roles.ts'
import { listVersions } from '../commands/list-versions.ts'
import { loadApproval } from '../commands/load-approval.ts'
import { loadDraft } from '../commands/load-draft.ts'
import { nameDraftPoint } from '../commands/name-draft-point.ts'
import { publishDraft } from '../commands/publish-draft.ts'
import { reviewDraft } from '../commands/review-draft.ts'
import { reviewPublishing } from '../commands/review-publishing.ts'
import { stopPublishing } from '../commands/stop-publishing.ts'
import { tryKind } from '../commands/try-kind.ts'
import { watchApproval } from '../commands/watch-approval.ts'
import { watchDraft } from '../commands/watch-draft.ts'
import { watchPublishing } from '../commands/watch-publishing.ts'
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
    .input(
      z.strictObject({
        revision,
        edits: z.array(editSchema).min(1).max(100),
        reason: because.reason.optional(),
      }),
    )
    .mutation(({ ctx, input }) => answer(editDraft(ctx, input))),
  watch: procedure.query(({ ctx }) => answer(watchDraft(ctx))),
  history: procedure
    .input(z.strictObject({ before: revision.nullable() }))
    .query(({ ctx, input }) => answer(draftHistory(ctx, input))),
  moment: procedure
    .input(z.strictObject({ revision }))
    .query(({ ctx, input }) => answer(draftMoment(ctx, input))),
  namePoint: procedure
    .input(z.strictObject({ id: z.uuid(), revision, name: z.string().trim().min(1).max(100) }))
    .mutation(({ ctx, input }) => answer(nameDraftPoint(ctx, input))),
  tryKind: procedure
    .input(
      z.strictObject({
        ...{ table: idSchema, field: idSchema },
        ...fieldSchema.pick({ kind: true, options: true, of: true }).shape,
      }),
    )
    .query(({ ctx, input }) => answer(tryKind(ctx, input))),
  review: procedure.query(({ ctx }) => answer(reviewDraft(ctx))),
  holders: procedure.query(({ ctx }) => answer(holdersOfRoles(ctx))),
  publish: procedure
    .input(z.strictObject({ revision, ...because, key }))
    .mutation(({ ctx, input }) => answer(publishDraft(ctx, input))),
  watchPublishing: procedure.query(({ ctx }) => answer(watchPublishing(ctx))),
  stopPublishing: procedure.mutation(({ ctx }) => answer(stopPublishing(ctx))),
})

/** What went live before, and the way back to it. */
export const versions = router({
  list: procedure.query(({ ctx }) => answer(listVersions(ctx))),
  compare: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .query(({ ctx, input }) => answer(compareVersion(ctx, input))),
  goBack: procedure
    .input(z.strictObject({ version: z.number().int().min(1) }))
    .query(({ ctx, input }) => answer(goBack(ctx, input))),
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
