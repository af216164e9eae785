import { kindNames, type KindName } from '@portico/engine/field/kinds'
import type { Portal } from '@portico/engine/portal/portal'
import { NewNames } from '#lib/draft/new-names.svelte.ts'
import { NewField } from '#lib/tables/new-field.svelte.ts'
import type { NewPart } from './made-ground.ts'
import type { KeptQuestion } from './wizard-kept.ts'

/** What needs other tables or fields to speak of is made under Tables. */
const elsewhere: readonly KindName[] = ['reference', 'computed', 'list']
export const questionKinds: readonly KindName[] = kindNames.filter((kind) => !elsewhere.includes(kind))

/** A field the wizard is to make: what is asked or written down, which kind of value that is, and what is in it. */
export class NewQuestion {
  readonly names = new NewNames()
  readonly field = new NewField()
  /** What the answers call it until it is made. */
  readonly id: string

  constructor(id: string) {
    this.id = id
  }

  readonly missing: 'name' | 'options' | null = $derived.by(() => {
    if (this.names.missing !== null) return 'name'
    return this.field.missing === null ? null : 'options'
  })

  static of({ id, en, es, kind, options, class: named }: KeptQuestion): NewQuestion {
    const question = new NewQuestion(id)
    Object.assign(question.names, { en, es })
    Object.assign(question.field, { kind, options, class: named })
    return question
  }

  get kept(): KeptQuestion {
    const { kind, options, class: named } = this.field
    const { en, es } = this.names
    return { id: this.id, en, es, kind, class: named, options }
  }

  /** Whether nothing was typed yet. */
  get isEmpty(): boolean {
    return this.names.en.trim() === '' && this.names.es.trim() === ''
  }

  part(portal: Portal, table: string): NewPart {
    return { id: this.id, as: this.field.edit(portal, table, this.names.text).as }
  }
}
