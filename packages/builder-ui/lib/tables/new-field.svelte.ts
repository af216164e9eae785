import { classes, type Class } from '@portico/engine/field/class'
import type { KindName } from '@portico/engine/field/kinds'
import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import { freeId } from '@portico/engine/portal/free-id'

const strictest: Class = 'specially-protected'

/** What is chosen from options of its own. */
export const isChosen = (kind: KindName): boolean => kind === 'choice' || kind === 'many-choice'

/** A field somebody is about to add: strictest class until they say otherwise. */
export class NewField {
  kind: KindName = $state('text')
  class: Class = $state(classes.at(-1) ?? strictest)
  to = $state('')
  options: Record<string, { en: string; es?: string }> = $state.raw({})

  /** Why it cannot be added yet; null when it can. */
  readonly missing = $derived.by((): 'options' | 'to' | null => {
    if (isChosen(this.kind) && Object.keys(this.options).length < 2) return 'options'
    if (this.kind === 'reference' && this.to === '') return 'to'
    return null
  })

  edit(portal: Portal, table: string, label: { en: string; es?: string }): Edit {
    return {
      kind: 'add-field',
      table,
      field: freeId('field', label.en, portal.tables[table]?.fields ?? {}, '_'),
      as: {
        kind: this.kind,
        class: this.class,
        label,
        ...(this.kind === 'reference' ? { to: this.to } : {}),
        ...(isChosen(this.kind) ? { options: this.options } : {}),
      },
    }
  }

  clear(): void {
    this.kind = 'text'
    this.class = strictest
    this.to = ''
    this.options = {}
  }
}
