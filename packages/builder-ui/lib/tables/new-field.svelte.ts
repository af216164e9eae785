import { classes, type Class } from '@portico/engine/field/class'
import type { KindName } from '@portico/engine/field/kinds'
import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import { whyReserved } from '@portico/engine/portal/reserved'
import { idFrom } from '#lib/draft/id-from.ts'

const strictest: Class = 'specially-protected'

/** A field somebody is about to add: strictest class until they say otherwise. */
export class NewField {
  en = $state('')
  es = $state('')
  kind: KindName = $state('text')
  class: Class = $state(classes.at(-1) ?? strictest)
  to = $state('')
  options: Record<string, { en: string; es?: string }> = $state.raw({})

  /** Why it cannot be added yet; null when it can. */
  readonly missing = $derived.by((): 'label' | 'options' | 'to' | null => {
    if (this.en.trim() === '') return 'label'
    if (this.kind === 'choice' && Object.keys(this.options).length < 2) return 'options'
    if (this.kind === 'reference' && this.to === '') return 'to'
    return null
  })

  idIn(portal: Portal, table: string): string {
    const taken = portal.tables[table]?.fields ?? {}
    return idFrom(this.en, '_', (id) => !Object.hasOwn(taken, id) && whyReserved('field', id) === null)
  }

  edit(portal: Portal, table: string): Edit {
    const es = this.es.trim()
    return {
      kind: 'add-field',
      table,
      field: this.idIn(portal, table),
      as: {
        kind: this.kind,
        class: this.class,
        label: { en: this.en.trim(), ...(es ? { es } : {}) },
        ...(this.kind === 'reference' ? { to: this.to } : {}),
        ...(this.kind === 'choice' ? { options: this.options } : {}),
      },
    }
  }

  clear(): void {
    this.en = ''
    this.es = ''
    this.kind = 'text'
    this.class = strictest
    this.to = ''
    this.options = {}
  }
}
