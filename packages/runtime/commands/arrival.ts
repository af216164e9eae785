import { headBytes, typeOfFile, type FileType } from '@portico/engine/attachment/file-type'
import { fileBytesMax, type FileReason } from '@portico/engine/attachment/refused-file'

/** How long a sender may say nothing, take in all, and how much must come in the mean once he has got going. */
export const patience = {
  silenceMs: 15_000,
  wholeMs: 300_000,
  startMs: 10_000,
  bytesPerSecond: 2048,
} as const

const isSilent = Symbol('silent')

const withinPatience = async <T>(next: Promise<T>): Promise<T | typeof isSilent> => {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<typeof isSilent>((resolve) => {
    timer = setTimeout(resolve, patience.silenceMs, isSilent)
  })
  try {
    return await Promise.race([next, silence])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * A file on its way in, counted and judged as it comes: it ends at the first reason not to take it, and nothing of it
 * is held here but its beginning.
 */
export class Arrival {
  refused: FileReason | null = null
  size = 0
  readonly #declared: number
  readonly #source: AsyncIterable<Uint8Array>
  readonly #since = performance.now()
  #head = Buffer.alloc(0)

  constructor(source: AsyncIterable<Uint8Array>, declared: number) {
    this.#source = source
    this.#declared = declared
    if (declared > fileBytesMax) this.refused = 'too-big'
  }

  get type(): FileType | null {
    return typeOfFile(this.#head)
  }

  /** Throws when it is refused; `refused` says why. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    const chunks = this.#source[Symbol.asyncIterator]()
    for (;;) {
      this.#stopIfRefused()
      const next = await withinPatience(chunks.next()).catch(() => null)
      if (next === isSilent) this.refused = 'too-slow'
      else if (next === null) this.refused = 'cut-off'
      else if (next.done === true) break
      else {
        this.#judge(next.value)
        this.#stopIfRefused()
        yield next.value
      }
    }
    this.refused = this.#judgedWhole()
    this.#stopIfRefused()
  }

  #judge(chunk: Uint8Array): void {
    this.size += chunk.length
    if (this.#head.length < headBytes)
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, headBytes - this.#head.length)])
    if (this.size > fileBytesMax) this.refused = 'too-big'
    else if (this.size > this.#declared) this.refused = 'broken'
    else if (this.#head.length === headBytes && this.type === null) this.refused = 'kind'
    else if (this.#isTooSlow()) this.refused = 'too-slow'
  }

  #isTooSlow(): boolean {
    const ms = performance.now() - this.#since
    if (ms < patience.startMs) return false
    return ms > patience.wholeMs || this.size / (ms / 1000) < patience.bytesPerSecond
  }

  #judgedWhole(): FileReason | null {
    if (this.size === 0) return 'empty'
    if (this.size < this.#declared) return 'cut-off'
    return this.type === null ? 'kind' : null
  }

  #stopIfRefused(): void {
    if (this.refused !== null) throw new Error('the file is not taken')
  }
}
