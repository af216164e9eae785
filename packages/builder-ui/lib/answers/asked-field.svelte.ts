import type { Portal } from '@portico/engine/portal/portal'

/** The field a question is about. It is always one of the table's, whatever was chosen before. */
export class AskedField {
  #portal: () => Portal
  #table = $state('')
  #field = $state('')

  /** `begin` is the field that a link led to, if one did. */
  constructor(portal: () => Portal, begin: { readonly table: string; readonly field: string }) {
    this.#portal = portal
    this.#table = begin.table
    this.#field = begin.field
  }

  get table(): string {
    const { tables, workflows } = this.#portal()
    if (tables[this.#table]) return this.#table
    return Object.values(workflows)[0]?.table ?? Object.keys(tables)[0] ?? ''
  }
  set table(table: string) {
    this.#table = table
  }

  get field(): string {
    const fields = Object.keys(this.#portal().tables[this.table]?.fields ?? {})
    return fields.includes(this.#field) ? this.#field : (fields[0] ?? '')
  }
  set field(field: string) {
    this.#field = field
  }
}
