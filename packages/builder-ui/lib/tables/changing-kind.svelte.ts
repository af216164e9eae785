import { whyNoConversion } from '@portico/engine/field/convert'
import type { ItemKindName } from '@portico/engine/field/list'
import { kindNames, type KindName } from '@portico/engine/field/kinds'
import type { Edit } from '@portico/engine/portal/edit'
import type { Field } from '@portico/engine/portal/portal'
import type { Text } from '@portico/engine/portal/text'
import { refusalOf, type Answer, type Calls } from '#lib/calls.ts'
import { sentenceOf } from '#lib/refusal-sentence.ts'
import { words } from '#lib/words.ts'
import { isChosen } from './new-field.svelte.ts'

type Tried = Answer<Calls['draft']['tryKind']['query']>
type Options = Record<string, { en: string; es?: string }>

const yesAndNo: Options = { yes: { en: 'Yes', es: 'Sí' }, no: { en: 'No', es: 'No' } }
const plain = (options: Readonly<Record<string, Text>> = {}): Options =>
  Object.fromEntries(
    Object.entries(options).map(([id, { en, es }]) => [id, { en, ...(es === undefined ? {} : { es }) }]),
  )

/** A field that is to hold something else: what is chosen so far, and what would become of its values. */
export class ChangingKind {
  kind: KindName | '' = $state('')
  options: Options = $state.raw({})
  of: ItemKindName = $state('text')
  tried: Tried | null = $state.raw(null)
  no: string | null = $state(null)
  keepsOld = $state(true)
  /** Why it cannot be changed yet; null when it can. */
  readonly missing: string | null = $derived.by(() => {
    if (this.kind === '') return words.changeKind.notYet
    if (!this.#isWhole()) return words.changeKind.noOptions
    return this.tried === null ? words.changeKind.wait : this.tried.why
  })
  /** What its values could become. */
  readonly kinds: readonly KindName[]

  #calls: Calls
  #place: { readonly table: string; readonly field: string }
  #from: Field
  #asked = 0

  constructor(calls: Calls, place: { readonly table: string; readonly field: string }, from: Field) {
    this.#calls = calls
    this.#place = place
    this.#from = from
    this.kinds = kindNames.filter(
      (kind) => kind !== from.kind && whyNoConversion(from, { kind, class: from.class }) === null,
    )
  }

  #isWhole(): boolean {
    return this.kind !== '' && (!isChosen(this.kind) || Object.keys(this.options).length > 1)
  }

  choose(kind: KindName | ''): void {
    this.kind = kind
    this.options = this.#from.kind === 'yes-no' ? yesAndNo : plain(this.#from.options)
    void this.look()
  }

  setOptions(options: Options): boolean {
    this.options = options
    void this.look()
    return true
  }

  setOf(of: ItemKindName): void {
    this.of = of
    void this.look()
  }

  /** Of several answers on their way, only that to the last question counts. */
  async look(): Promise<void> {
    this.tried = null
    this.no = null
    const asked = ++this.#asked
    if (this.kind === '' || !this.#isWhole()) return
    try {
      const tried = await this.#calls.draft.tryKind.query({
        ...this.#place,
        kind: this.kind,
        ...(isChosen(this.kind) ? { options: this.options } : {}),
        ...(this.kind === 'list' ? { of: this.of } : {}),
      })
      if (asked === this.#asked) this.tried = tried
    } catch (fault) {
      if (asked === this.#asked) this.no = sentenceOf(refusalOf(fault))
    }
  }

  /** The one edit that does it, and that one undo takes back. */
  get edit(): Edit | null {
    if (!this.tried) return null
    const { as, into, openRequests } = this.tried
    return {
      ...{ kind: 'change-kind', ...this.#place, into, as },
      ...(openRequests > 0 && this.keepsOld ? { keepsOld: true } : {}),
    }
  }
}
