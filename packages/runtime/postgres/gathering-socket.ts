import { Socket } from 'node:net'

type Done = (fault?: Error | null) => void

/**
 * What is written to Postgres before anybody waits for an answer leaves in one piece: a write of its own costs this
 * process more than the statement it carries.
 */
export class GatheringSocket extends Socket {
  #isGathering = false

  override write(part: Uint8Array | string, encodingOrDone?: BufferEncoding | Done, done?: Done): boolean {
    if (!this.#isGathering) this.#gather()
    return typeof encodingOrDone === 'function'
      ? super.write(part, encodingOrDone)
      : super.write(part, encodingOrDone, done)
  }

  #gather(): void {
    this.#isGathering = true
    this.cork()
    process.nextTick(() => {
      this.#isGathering = false
      this.uncork()
    })
  }
}
