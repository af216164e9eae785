import type { Workflow } from '@portico/engine/portal/portal'
import type { Language } from '@portico/engine/portal/text'
import type { Portal, RequestPage } from '../call/api.ts'

/** One thing that happened to a request, as it was read. */
export type Happened = RequestPage['timeline'][number]

/** What a request's history is told with. */
export type Telling = {
  readonly portal: Portal
  readonly workflow: Workflow | undefined
  readonly language: Language
}

/** The order in which a history is read: what came last stands first. */
export const newestFirst = (one: { readonly at: string }, other: { readonly at: string }) =>
  other.at.localeCompare(one.at)
