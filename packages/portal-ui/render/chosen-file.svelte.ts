import { claimedBy } from '@portico/engine/attachment/claimed-type'
import { headBytes, typeOfFile } from '@portico/engine/attachment/file-type'
import type { FileDoor, NotSent, ShownFile } from './file-door.ts'

type Taken = (id: string) => Promise<void>

/** A new name does not change what a file is: people who renamed one are told so. */
const disguiseOf = async (file: File): Promise<string | null> => {
  const claimed = claimedBy(file.name)
  if (claimed === null) return null
  const head = await file
    .slice(0, headBytes)
    .arrayBuffer()
    .catch(() => null)
  return head === null || typeOfFile(new Uint8Array(head)) === claimed.type ? null : claimed.ending
}

/** One file of a form, from the moment it is chosen until the practice has it. */
export class ChosenFile {
  /** What arrived; undefined while that is not known yet. */
  arrived = $state.raw<ShownFile | null | undefined>(null)
  sending = $state.raw<File | null>(null)
  sent = $state(0)
  /** Why it is not there; what was chosen can be sent again. */
  problem = $state<NotSent | 'gone' | null>(null)
  /** The ending by which its name says that it is what it is not. */
  disguise = $state<string | null>(null)
  #stop = new AbortController()
  readonly #door: FileDoor
  readonly #field: string

  constructor(door: FileDoor, field: string) {
    this.#door = door
    this.#field = field
  }

  readonly isSending = $derived(this.sending !== null && this.problem === null)
  readonly name = $derived(this.sending?.name ?? this.arrived?.name ?? null)
  readonly size = $derived(this.sending?.size ?? this.arrived?.size ?? 0)

  /** What an answer from before holds: known by its id only, until the server says more. */
  async recall(id: string): Promise<void> {
    if (id === '' || id === this.arrived?.id || this.sending !== null) return
    this.arrived = undefined
    const found = await this.#door.about(id)
    if (this.sending !== null) return
    this.arrived = found ?? null
    if (found === null) this.problem = 'gone'
  }

  /** Sends what was chosen, in place of what there was. It is here once `taken` has kept it as the answer. */
  async choose(file: File, taken: Taken): Promise<void> {
    const before = this.arrived
    this.#begin(file)
    const { signal } = this.#stop
    const outcome = await this.#door.send(
      this.#field,
      file,
      (sent) => {
        if (!signal.aborted) this.sent = sent
      },
      signal,
    )
    if (signal.aborted) return
    const disguise = await disguiseOf(file)
    if (signal.aborted) return
    this.disguise = disguise
    if (!outcome.ok) {
      this.problem = outcome.reason
      return
    }
    await taken(outcome.file.id)
    if (signal.aborted) return
    this.sending = null
    this.arrived = outcome.file
    if (before) void this.#door.drop(before.id)
  }

  #begin(file: File): void {
    this.#stop.abort()
    this.#stop = new AbortController()
    this.sending = file
    this.sent = 0
    this.problem = null
    this.disguise = null
  }

  async again(taken: Taken): Promise<void> {
    if (this.sending) await this.choose(this.sending, taken)
  }

  /** Stops what is under way or failed; what was there before is still the answer. */
  cancel(): void {
    this.#stop.abort()
    this.sending = null
    this.problem = null
    this.disguise = null
  }

  remove(): void {
    if (this.arrived) void this.#door.drop(this.arrived.id)
    this.arrived = null
    this.cancel()
  }

  /** Asks whether the check has come to its end. */
  async look(): Promise<void> {
    const { arrived } = this
    if (!arrived) return
    const found = await this.#door.about(arrived.id)
    if (found && this.arrived === arrived) this.arrived = found
  }
}
