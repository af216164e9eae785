import { nextLevel, type CellVerb, type Level } from './cell.ts'
import type { MatrixView } from './matrix-view.svelte.ts'
import { movedBy, type Place } from './place.ts'

/** What keys in the grid ask for. */
export type Does = {
  readonly go: (place: Place, isStretched: boolean) => unknown
  readonly set: (level: Level) => void
  readonly toggle: (verb: CellVerb) => void
  readonly open: () => void
  /** The keyboard follows to where somebody stands now. */
  readonly focus: () => unknown
}

const letters: Readonly<Record<string, Level>> = { h: 'hidden', r: 'read', c: 'write', s: 'write-in-state' }
const verbLetters: Readonly<Record<string, CellVerb>> = { f: 'create', x: 'export' }

/** Space with Shift or Control selects, as spreadsheets and the ARIA patterns have it. */
const bySpace = (event: KeyboardEvent, view: MatrixView, does: Does): unknown => {
  if (event.shiftKey) view.selectRow(view.at.row)
  else if (event.ctrlKey) view.selectColumn(view.at.column)
  else if (view.role && view.field)
    return does.set(nextLevel(view.cell(view.role, view.field).level, view.isWritten(view.field)))
  return does.focus()
}

const byLetter = (event: KeyboardEvent, view: MatrixView, does: Does): boolean => {
  const key = event.key.toLowerCase()
  const withControl = event.ctrlKey || event.metaKey
  const [level, verb] = [letters[key], verbLetters[key]]
  if (withControl && key === 'a') {
    view.selectAll()
    does.focus()
  } else if (withControl || event.altKey) return false
  else if (level) does.set(level)
  else if (verb) does.toggle(verb)
  else return false
  return true
}

/** A key pressed in a cell of the grid. What is not the grid's goes on to the page. */
export const pressed = (event: KeyboardEvent, view: MatrixView, does: Does): void => {
  const place = event.altKey ? null : movedBy(event, view.at, view.size)
  if (place) does.go(place, event.shiftKey)
  else if (event.key === ' ') bySpace(event, view, does)
  else if (event.key === 'Enter') does.open()
  else if (event.key === 'Escape' && view.count > 1) view.letGo()
  else if (event.key === 'Delete' || event.key === 'Backspace') does.set('hidden')
  else if (!byLetter(event, view, does)) return
  event.preventDefault()
}
