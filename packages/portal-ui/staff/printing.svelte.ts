import { api } from '../call/api.ts'
import { noticeSignedOut } from '../call/client.ts'
import { failureInWords } from '../call/failure.ts'
import type { Words } from '../words/en.ts'

type PrintInput = Parameters<typeof api.requests.print.mutate>[0]
type Asked = { readonly tables: readonly string[]; readonly where: PrintInput['where'] }
export type Printed = Awaited<ReturnType<typeof api.requests.print.mutate>>

/** A list made for paper. It is asked for anew each time: each one that leaves is a fact of its own. */
export class Printing {
  printed = $state.raw<Printed | null>(null)
  isBusy = $state(false)
  failure = $state.raw<unknown>(null)

  async print({ tables, where }: Asked): Promise<void> {
    if (this.isBusy) return
    this.isBusy = true
    this.failure = null
    try {
      this.printed = await api.requests.print.mutate({ tables: [...tables], where })
    } catch (error) {
      noticeSignedOut(error)
      this.failure = error
    } finally {
      this.isBusy = false
    }
  }

  failureIn(words: Words): string {
    return failureInWords(this.failure, words)
  }

  leave() {
    this.printed = null
  }
}
