import type { Due } from '@portico/engine/portal/portal'
import { withinText, type Unit } from './due.ts'

/** A time somebody is about to give: what she typed, and what it is counted in. */
export class NewSpan {
  count = $state('')
  unit: Unit = $state('business days')

  constructor(count = '1', unit: Unit = 'business days') {
    this.count = count
    this.unit = unit
  }

  get kept(): { count: string; unit: Unit } {
    return { count: this.count, unit: this.unit }
  }

  get isGood(): boolean {
    return /^[1-9]\d{0,3}$/.test(this.count.trim())
  }

  get within(): Due['within'] {
    return withinText({ count: Number(this.count), unit: this.unit })
  }
}
