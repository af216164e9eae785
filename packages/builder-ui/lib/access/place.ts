/** Where somebody stands in the grid, and how keys move them. Rows and columns are those shown, counted from 0. */
export type Place = { readonly row: number; readonly column: number }
/** `page` is how many rows are seen at once. */
export type Size = { readonly rows: number; readonly columns: number; readonly page: number }
export type Range = {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}
type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>

const within = (value: number, count: number): number => Math.min(Math.max(value, 0), Math.max(count - 1, 0))

export const inside = ({ row, column }: Place, { rows, columns }: Size): Place => ({
  row: within(row, rows),
  column: within(column, columns),
})

const steps: Readonly<Record<string, (at: Place, size: Size) => Place>> = {
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  PageUp: ({ row, column }, { page }) => ({ row: row - page, column }),
  PageDown: ({ row, column }, { page }) => ({ row: row + page, column }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, { columns }) => ({ row, column: columns - 1 }),
}

/** As in a spreadsheet: to the edge in that direction. */
const leaps: Readonly<Record<string, (at: Place, size: Size) => Place>> = {
  Home: () => ({ row: 0, column: 0 }),
  End: (_, { rows, columns }) => ({ row: rows - 1, column: columns - 1 }),
  ArrowUp: ({ column }) => ({ row: 0, column }),
  ArrowDown: ({ column }, { rows }) => ({ row: rows - 1, column }),
  ArrowLeft: ({ row }) => ({ row, column: 0 }),
  ArrowRight: ({ row }, { columns }) => ({ row, column: columns - 1 }),
}

/** Where a key leads; null when it is none that moves. */
export const movedBy = (press: Press, at: Place, size: Size): Place | null => {
  const move = press.ctrlKey || press.metaKey ? leaps[press.key] : steps[press.key]
  return move ? inside(move(at, size), size) : null
}

export const rangeOf = (one: Place, other: Place): Range => ({
  top: Math.min(one.row, other.row),
  bottom: Math.max(one.row, other.row),
  left: Math.min(one.column, other.column),
  right: Math.max(one.column, other.column),
})

export const isWithin = ({ top, bottom, left, right }: Range, row: number, column: number): boolean =>
  row >= top && row <= bottom && column >= left && column <= right

/** The rows to draw: those seen and a few around them, so that a turn of the wheel finds them ready. */
export const rowsSeen = (
  scrolled: number,
  height: number,
  rowHeight: number,
  rows: number,
): { readonly first: number; readonly last: number } => {
  const spare = 4
  const first = Math.max(0, Math.floor(scrolled / rowHeight) - spare)
  return { first, last: Math.min(rows, Math.ceil((scrolled + height) / rowHeight) + spare) }
}
