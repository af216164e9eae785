import { whyNotExport } from '@portico/engine/access/export'
import type { Actor } from '@portico/engine/access/actor'
import type { Portal } from '@portico/engine/portal/portal'
import { api } from '../call/api.ts'
import { noticeSignedOut } from '../call/client.ts'
import { refusalOf } from '../call/failure.ts'
import { reader } from '../words/reader.svelte.ts'
import { keepFile } from './keep-file.ts'

type ExportInput = Parameters<typeof api.records.export.mutate>[0]
export type ExportAsked = Pick<ExportInput, 'where'> & { readonly table: string }

/** Why a list cannot be saved as a file: one may not, or there is no one kind of request to save. */
export type NoExport = 'no-power' | 'no-permission' | 'several'

/** The one table of a list that may leave, or why none does. */
export const exportable = (
  portal: Portal,
  actor: Actor,
  tables: readonly string[],
): { readonly table: string } | { readonly no: NoExport } => {
  const reasons = tables.map((table) => ({ table, no: whyNotExport(portal, actor, table) }))
  const [first, second] = reasons.filter(({ no }) => no === null)
  if (!first) return { no: reasons[0]?.no ?? 'no-permission' }
  return second ? { no: 'several' } : { table: first.table }
}

/** A list that leaves as a file: asked for anew each time, after a fresh sign-in. */
export class Exporting {
  isBusy = $state(false)
  /** How many minutes old a sign-in may be, when the server asks for a fresh one. */
  waits = $state.raw<{ readonly minutes: number; readonly asked: ExportAsked } | null>(null)
  failure = $state.raw<unknown>(null)
  isDone = $state(false)

  async take(asked: ExportAsked): Promise<void> {
    if (this.isBusy) return
    this.isBusy = true
    this.failure = null
    this.isDone = false
    this.waits = null
    try {
      keepFile(await api.records.export.mutate({ ...asked, language: reader.language }))
      this.isDone = true
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal?.code === 'fresh-sign-in-needed') this.waits = { minutes: refusal.withinMinutes, asked }
      else {
        noticeSignedOut(error)
        this.failure = error
      }
    } finally {
      this.isBusy = false
    }
  }

  async confirmed(): Promise<void> {
    if (this.waits) await this.take(this.waits.asked)
  }

  cancel() {
    this.waits = null
  }
}
