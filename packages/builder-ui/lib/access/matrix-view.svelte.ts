import { matrixOf, type MatrixCell } from '@portico/engine/portal/cell-level'
import type { Portal } from '@portico/engine/portal/portal'
import { fieldLabel, roleLabel } from '#lib/draft/label.ts'
import { isComputed, isForWritten, type Cells, type CellVerb } from './cell.ts'
import { inside, rangeOf, type Place, type Range, type Size } from './place.ts'

export type Named = { readonly id: string; readonly label: string }
/** Read where it stands, so that what is live is looked up again only when that changed. */
type Shown = { readonly portal: Portal; readonly live: Portal; readonly table: string }
type Begin = { readonly field: string | null; readonly role: string | null }

const holds = (label: string, text: string): boolean =>
  label.toLowerCase().includes(text.trim().toLowerCase())

/** What is seen of one table's matrix, where somebody stands in it, and what they have selected. */
export class MatrixView {
  text = $state('')
  /** The one role looked at; null for all of them. */
  only: string | null = $state(null)
  /** Without room for more than one role beside the fields, one is looked at. */
  isNarrow = $state(false)
  page = $state(1)
  #shown: Shown
  #onlyChanges = $state(false)
  /** What differed when the filter was set stays in sight, so that nothing vanishes under somebody's hands. */
  #keptChanges: readonly string[] = $state.raw([])
  #field: string | null = $state(null)
  #role: string | null = $state(null)
  #from: { readonly field: string; readonly role: string } | null = $state.raw(null)

  constructor(shown: Shown, begin: Begin) {
    this.#shown = shown
    this.#field = begin.field
    this.#role = begin.role
  }

  readonly #now = $derived.by(() => matrixOf(this.#shown.portal, this.#shown.table))
  readonly #live = $derived.by(() => matrixOf(this.#shown.live, this.#shown.table))
  readonly allFields: readonly Named[] = $derived.by(() => {
    const { portal, table } = this.#shown
    return Object.keys(portal.tables[table]?.fields ?? {}).map((id) => ({
      id,
      label: fieldLabel(portal, table, id),
    }))
  })
  readonly allRoles: readonly Named[] = $derived.by(() => {
    const { portal } = this.#shown
    return Object.keys(portal.roles)
      .filter((id) => portal.roles[id]?.audience !== 'system')
      .map((id) => ({ id, label: roleLabel(portal, id) }))
  })
  /** How many cells of each field differ from live. A table that is not live yet differs as a whole. */
  readonly #changed = $derived.by(() => {
    const counts = this.allFields.map(({ id: field }) => ({
      field,
      cells: this.allRoles.filter(({ id: role }) => this.before(role, field) !== null).length,
    }))
    return counts.filter(({ cells }) => cells > 0)
  })
  readonly changedCells = $derived(this.#changed.reduce((sum, { cells }) => sum + cells, 0))
  readonly fields: readonly Named[] = $derived.by(() => {
    const changed = [...this.#keptChanges, ...this.#changed.map(({ field }) => field)]
    const isShown = (id: string): boolean => !this.#onlyChanges || changed.includes(id)
    return this.allFields.filter(({ id, label }) => isShown(id) && holds(label, this.text))
  })
  readonly roles: readonly Named[] = $derived.by(() => {
    const only = this.isNarrow ? (this.only ?? this.#role ?? this.allRoles[0]?.id ?? null) : this.only
    const chosen = this.allRoles.filter(({ id }) => id === only)
    return chosen.length > 0 ? chosen : this.allRoles
  })
  readonly size: Size = $derived({ rows: this.fields.length, columns: this.roles.length, page: this.page })
  readonly at: Place = $derived.by(() =>
    inside(
      {
        row: this.fields.findIndex(({ id }) => id === this.#field),
        column: this.roles.findIndex(({ id }) => id === this.#role),
      },
      this.size,
    ),
  )
  readonly range: Range = $derived.by(() => {
    const from = this.#from
    if (from === null) return rangeOf(this.at, this.at)
    const row = this.fields.findIndex(({ id }) => id === from.field)
    const column = this.roles.findIndex(({ id }) => id === from.role)
    return row === -1 || column === -1 ? rangeOf(this.at, this.at) : rangeOf(this.at, { row, column })
  })
  readonly selected: Cells = $derived.by(() => {
    const { top, bottom, left, right } = this.range
    return {
      table: this.#shown.table,
      fields: this.fields.slice(top, bottom + 1).map(({ id }) => id),
      roles: this.roles.slice(left, right + 1).map(({ id }) => id),
    }
  })
  readonly count = $derived(this.selected.fields.length * this.selected.roles.length)
  readonly field = $derived(this.fields[this.at.row]?.id ?? null)
  readonly role = $derived(this.roles[this.at.column]?.id ?? null)

  get onlyChanges(): boolean {
    return this.#onlyChanges
  }
  set onlyChanges(on: boolean) {
    this.#onlyChanges = on
    this.#keptChanges = on ? this.#changed.map(({ field }) => field) : []
  }

  cell(role: string, field: string): MatrixCell {
    return this.#now(role, field)
  }

  /** Whether nothing of the table is live yet. */
  get isNew(): boolean {
    return this.#shown.live.tables[this.#shown.table] === undefined
  }

  /** What is live, where it is something else; null where nothing differs, or the table is not live yet. */
  before(role: string, field: string): MatrixCell | null {
    const live = this.#live(role, field)
    return !this.isNew && live.key !== this.#now(role, field).key ? live : null
  }

  /** Whether people fill in and change a field themselves. */
  isWritten(field: string): boolean {
    return !isComputed(this.#shown.portal, this.#shown.table, field)
  }

  /** Whether every chosen cell that can have a verb has it. */
  hasAll(verb: CellVerb): boolean {
    const { roles, fields } = this.selected
    const able = isForWritten(verb) ? fields.filter((field) => this.isWritten(field)) : fields
    return (
      able.length > 0 &&
      roles.every((role) => able.every((field) => this.cell(role, field).verbs.includes(verb)))
    )
  }

  /** To a place; what was selected is let go, unless it is stretched to there. */
  go(place: Place, isStretched = false): void {
    const { row, column } = inside(place, this.size)
    if (!isStretched) this.#from = null
    else this.#from ??= this.field && this.role ? { field: this.field, role: this.role } : null
    this.#field = this.fields[row]?.id ?? null
    this.#role = this.roles[column]?.id ?? null
  }

  /** A range from one corner, which somebody stands in afterwards, to another. */
  select(at: Place, to: Place): void {
    this.go(to)
    this.go(at, true)
  }

  selectRow(row: number): void {
    this.select({ row, column: 0 }, { row, column: this.size.columns - 1 })
  }

  selectColumn(column: number): void {
    this.select({ row: 0, column }, { row: this.size.rows - 1, column })
  }

  selectAll(): void {
    this.select({ row: 0, column: 0 }, { row: this.size.rows - 1, column: this.size.columns - 1 })
  }

  letGo(): void {
    this.#from = null
  }
}
