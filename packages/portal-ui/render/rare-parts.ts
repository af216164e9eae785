import type { KindName } from '@portico/engine/field/kinds'
import type { Field, Portal } from '@portico/engine/portal/portal'
import type { Language } from '@portico/engine/portal/text'
import type { Component } from 'svelte'
import type { Choice } from './choice.ts'

/** What every control of a rarer kind is given. */
export type RareProps = {
  readonly id: string
  /** The id of the field that is asked for. */
  readonly ask: string
  typed: string
  readonly field: Field
  readonly options: readonly Choice[]
  readonly isWrong: boolean
  readonly describedBy: string | undefined
  readonly language: Language
  readonly currency: Portal['currency']
  readonly zone: string
}
type Part = () => Promise<{ readonly default: Component<RareProps, object, 'typed'> }>

/** Controls of kinds that few forms ask for: a phone fetches them with the first question that needs them. */
export const rareParts: Readonly<Partial<Record<KindName, Part>>> = {
  attachment: () => import('./FileInput.svelte'),
  'date-time': () => import('./DateTimeInput.svelte'),
  address: () => import('./AddressInput.svelte'),
  signature: () => import('./SignatureInput.svelte'),
  list: () => import('./ListInput.svelte'),
  'many-choice': () => import('./Checkboxes.svelte'),
}
