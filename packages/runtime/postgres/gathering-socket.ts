import { Socket } from 'node:net'

/**
 * What is sent to Postgres before anybody waits for an answer leaves in one piece: a write of its own costs this process
 * more than the statement it carries. The driver corks the socket for each prepared statement; here it stays corked to
 * the end of the turn.
 */
export class GatheringSocket extends Socket {
  #isGathering = false

  override cork(): void {
    super.cork()
    if (this.#isGathering) return
    this.#isGathering = true
    super.cork()
    process.nextTick(() => {
      this.#isGathering = false
      this.uncork()
    })
  }
}
