import { classes, isLower, type Class } from '@portico/engine/field/class'
import { sourcesOf } from '@portico/engine/field/expression'
import type { ExpressionInput } from '@portico/engine/field/expression-schema'
import type { ItemKindName } from '@portico/engine/field/list'
import type { KindName } from '@portico/engine/field/kinds'
import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import { words } from '#lib/words.ts'
import { freeId } from '@portico/engine/portal/free-id'

const strictest: Class = 'specially-protected'

type AddField = Extract<Edit, { kind: 'add-field' }>

/** What is chosen from options of its own. */
export const isChosen = (kind: KindName): boolean => kind === 'choice' || kind === 'many-choice'

/** A field somebody is about to add: strictest class until they say otherwise. */
export class NewField {
  kind: KindName = $state('text')
  class: Class = $state(classes.at(-1) ?? strictest)
  to = $state('')
  options: Record<string, { en: string; es?: string }> = $state.raw({})
  of: ItemKindName = $state('text')
  from: ExpressionInput | null = $state.raw(null)

  /** Why it cannot be added yet; null when it can. */
  readonly missing = $derived.by((): 'options' | 'to' | 'from' | null => {
    if (isChosen(this.kind) && Object.keys(this.options).length < 2) return 'options'
    if (this.kind === 'reference' && this.to === '') return 'to'
    if (this.kind === 'computed' && this.from === null) return 'from'
    return null
  })

  edit(portal: Portal, table: string, label: { en: string; es?: string }): AddField {
    return {
      kind: 'add-field',
      table,
      field: freeId('field', label.en, portal.tables[table]?.fields ?? {}, '_'),
      as: {
        kind: this.kind,
        class: this.#class(portal, table),
        label,
        ...(this.kind === 'computed' && this.from ? { from: this.from } : {}),
        ...(this.kind === 'list' ? { of: this.of } : {}),
        ...(this.kind === 'signature' ? { statement: words.tables.usualStatement } : {}),
        ...(this.kind === 'reference' ? { to: this.to } : {}),
        ...(isChosen(this.kind) ? { options: this.options } : {}),
      },
    }
  }

  /** What is computed is at least as private as what it is made of. */
  #class(portal: Portal, table: string): Class {
    const made = this.kind === 'computed' && this.from ? sourcesOf(this.from) : []
    return made
      .flatMap((source) => portal.tables[table]?.fields[source]?.class ?? [])
      .reduce<Class>((strict, one) => (isLower(strict, one) ? one : strict), this.class)
  }

  clear(): void {
    this.kind = 'text'
    this.class = strictest
    this.to = ''
    this.options = {}
    this.from = null
    this.of = 'text'
  }
}
