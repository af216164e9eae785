import { checkPortalName } from '@portico/engine/notice/check-name'
import { idFrom } from '@portico/engine/portal/free-id'
import type { Calls } from '#lib/calls.ts'
import { refusalOf } from '#lib/calls.ts'
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
    const name = { en, ...(es ? { es } : {}) }
    this.no = en === '' ? portalsWords.nameMissing : (checkPortalName(name)[0]?.sentence ?? null)
    if (this.no !== null) return false
    this.isBusy = true
    try {
      const portal = idFrom(en, '-', () => true)
      await this.#calls.portals.start.mutate({ portal, name, template })
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
