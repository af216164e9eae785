import type { Calls } from '#lib/calls.ts'
import { refusalOf } from '#lib/calls.ts'
import { idFrom } from '#lib/draft/id-from.ts'
import { sentenceOf } from '#lib/refusal-sentence.ts'
import { portalsWords } from './portals-words.ts'

/** What somebody types to start another portal. */
export class Starting {
  en = $state('')
  es = $state('')
  template = $state('')
  isBusy = $state(false)
  no: string | null = $state(null)
  #calls: Calls

  constructor(calls: Calls) {
    this.#calls = calls
  }

  /** Whether it was asked for; otherwise `no` says why not. */
  async start(template: string): Promise<boolean> {
    const [en, es] = [this.en.trim(), this.es.trim()]
    if (en === '') {
      this.no = portalsWords.nameMissing
      return false
    }
    this.isBusy = true
    this.no = null
    try {
      const portal = idFrom(en, '-', () => true)
      await this.#calls.portals.start.mutate({ portal, name: { en, ...(es ? { es } : {}) }, template })
      this.en = this.es = ''
      return true
    } catch (fault) {
      const refusal = refusalOf(fault)
      this.no = refusal?.code === 'id-taken' ? portalsWords.taken : sentenceOf(refusal)
      return false
    } finally {
      this.isBusy = false
    }
  }
}
