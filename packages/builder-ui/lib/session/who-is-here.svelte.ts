import { nameField } from '@portico/engine/portal/name-field'
import { peopleTable } from '@portico/engine/portal/people-table'
import type { Portal } from '@portico/engine/portal/portal'
import { roleLabel } from '#lib/draft/label.ts'
import type { Calls } from '#lib/calls.ts'
import type { Draft } from '#lib/draft/draft.svelte.ts'
import type { Session } from './session.svelte.ts'

/** Who sits here, in the practice's words, and the portal as it is live for somebody who has no draft. */
export class WhoIsHere {
  name = $state('')
  live: Portal | null = $state.raw(null)
  failed = $state(false)

  #calls: Calls
  #session: Session
  #draft: Draft

  constructor(calls: Calls, session: Session, draft: Draft) {
    this.#calls = calls
    this.#session = session
    this.#draft = draft
  }

  get portal(): Portal | null {
    return this.#draft.live?.portal ?? this.live
  }

  get practice(): string {
    return (this.#draft.portal ?? this.live)?.name.en ?? ''
  }

  get roles(): string {
    const { portal } = this
    return (this.#session.me?.actor.roles ?? [])
      .map((role) => (portal ? roleLabel(portal, role) : role))
      .join(', ')
  }

  async ask(): Promise<void> {
    this.failed = false
    try {
      this.live = (await this.#calls.portal.live.query()).portal
      await this.#askName(this.live)
    } catch {
      this.failed = this.live === null
    }
  }

  /** Her own record says what she is called, where her role may read it; without it her role is enough. */
  async #askName(portal: Portal): Promise<void> {
    const table = peopleTable(portal, 'staff')?.id
    const id = this.#session.me?.actor.person
    if (table === undefined || !id) return
    const { records } = await this.#calls.records.list.query({ table, ids: [id] })
    const name = records[0]?.cells[nameField(portal, table) ?? '']
    this.name = typeof name === 'string' ? name : ''
  }
}
