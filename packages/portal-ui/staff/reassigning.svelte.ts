import { api } from '../call/api.ts'
import { client, noticeSignedOut } from '../call/client.ts'
import type { ShownRecord } from '../render/record.ts'

export type LineAnswer = Awaited<ReturnType<typeof api.requests.reassign.mutate>>[number]
type Stage = 'choosing' | 'checked' | 'done'

/** Handing requests to a colleague: first what would happen, then it happens. */
export class Reassigning {
  stage = $state<Stage>('choosing')
  to = $state('')
  answers = $state.raw<readonly LineAnswer[]>([])
  isBusy = $state(false)
  failure = $state.raw<unknown>(null)
  readonly #lines: readonly { table: string; id: string; expectedVersion: number; key: string }[]

  /** Each line has its key from the start: pressed twice, or sent again after a lost answer, it is handed over once. */
  constructor(records: readonly ShownRecord[]) {
    this.#lines = records.map(({ table, id, request }) => ({
      table,
      id,
      expectedVersion: request?.version ?? 1,
      key: crypto.randomUUID(),
    }))
  }

  get going(): number {
    return this.answers.filter(({ refusal }) => refusal === null).length
  }

  refusalOf(id: string): LineAnswer['refusal'] {
    return this.answers.find((answer) => answer.id === id)?.refusal ?? null
  }

  /** What is to be handed over, as it was when this opened. */
  lines() {
    return this.#lines.map(({ table, id, expectedVersion }) => ({ table, id, expectedVersion }))
  }

  preview(): Promise<void> {
    return this.#ask('checked', () =>
      api.requests.previewReassign.query({ to: this.to, lines: this.lines() }),
    )
  }

  /** Only what can go is sent: what cannot was said already. */
  async hand(): Promise<void> {
    const stays = this.answers.filter(({ refusal }) => refusal !== null)
    const lines = this.#lines.filter(({ id }) => !stays.some((answer) => answer.id === id))
    await this.#ask('done', async () => [
      ...(await api.requests.reassign.mutate({ to: this.to, lines })),
      ...stays,
    ])
    await client.invalidateQueries({ queryKey: ['requests'] })
  }

  again() {
    this.stage = 'choosing'
    this.answers = []
  }

  async #ask(then: Stage, answers: () => Promise<readonly LineAnswer[]>): Promise<void> {
    if (this.isBusy) return
    this.isBusy = true
    this.failure = null
    try {
      this.answers = await answers()
      this.stage = then
    } catch (error) {
      noticeSignedOut(error)
      this.failure = error
    } finally {
      this.isBusy = false
    }
  }
}
