import type { Change } from '@portico/engine/portal/change'
import { checkAgainst } from '@portico/engine/portal/check-against'
import { compare } from '@portico/engine/portal/compare'
import type { Portal } from '@portico/engine/portal/portal'
import { replacing } from '@portico/engine/portal/replacing'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import { editDraft } from './edit-draft.ts'
import { loadDraft } from './load-draft.ts'

export type Imported = {
  /** What the draft would say, or says, otherwise than before. */
  readonly changes: readonly Change[]
  /** `unsure`: somebody has to agree first, and nothing was changed. */
  readonly outcome: 'same' | 'unsure' | 'changed'
}

/** Makes a portal the draft, by one edit; only what whoever asks has seen and agreed to. */
export const importPortal = async (
  context: Context,
  { portal, isAgreed }: { readonly portal: Portal; readonly isAgreed: boolean },
): Promise<Result<Imported>> => {
  const draft = await loadDraft(context)
  if (!draft.ok) return draft
  const { revision, portal: before, live } = draft.value
  const foreign = checkAgainst(live.portal, portal).filter(({ code }) => code === 'another-portal')
  if (foreign.length > 0) return refuse<Refusal>({ code: 'not-publishable', problems: foreign })
  const changes = compare(before, portal)
  const edit = replacing(before, portal)
  if (edit === null) return ok({ changes, outcome: 'same' })
  if (!isAgreed) return ok({ changes, outcome: 'unsure' })
  const edited = await editDraft(context, { revision, edits: [edit] })
  return edited.ok ? ok({ changes, outcome: 'changed' }) : edited
}
