import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import { fieldLabel, roleLabel } from '#lib/draft/label.ts'
import { draft, session } from '#lib/office.ts'
import { words } from '#lib/words.ts'
import {
  editsOfVerb,
  editsTo,
  isComputed,
  levelWords,
  lockOf,
  noneWrites,
  openStates,
  type CellVerb,
  type Cells,
  type Level,
} from './cell.ts'

/** Cells by name: one as "Front desk, Dose", several as how many they are. */
export const cellsWords = (portal: Portal, { table, roles, fields }: Cells): string => {
  const [role = '', otherRole] = roles
  const [field = '', otherField] = fields
  return otherRole === undefined && otherField === undefined
    ? `${roleLabel(portal, role)}, ${fieldLabel(portal, table, field)}`
    : words.access.cells(fields.length, roles.length)
}

/** What is done to some cells, and how it is said. */
type Deed = {
  readonly edits: readonly Edit[]
  readonly now: string
  readonly isGiven: boolean
  /** Why some of the fields cannot have it, whoever it is. */
  readonly none: string | null
}

/** Does it as one step of undo, and says what became of it. */
const doAll = (portal: Portal, cells: Cells, { edits, now, isGiven, none }: Deed): string => {
  if (!session.has('build')) return words.nav.lookOn
  const lock = isGiven
    ? (cells.roles
        .flatMap((role) => cells.fields.map((field) => lockOf(portal, role, cells.table, field)))
        .find((reason) => reason !== null) ?? none)
    : null
  if (edits.length === 0) return lock ?? ''
  if (!draft.applyAll(edits)) return draft.refused ?? ''
  const done = words.access.done(cellsWords(portal, cells), now)
  return lock ? `${done} ${words.access.notForAll(lock)}` : done
}

const brought = (portal: Portal, cells: Cells, level: Level, states: readonly string[]): string => {
  const none = noneWrites(portal, cells, level)
  // What is worked out is read where the rest can be changed; alone it stays as it is.
  if (none && cells.fields.every((field) => isComputed(portal, cells.table, field))) return none
  const edits = editsTo(portal, cells, level, states)
  return doAll(portal, cells, {
    edits,
    now: levelWords({ level, states }),
    isGiven: level !== 'hidden',
    none,
  })
}

/** Brings cells to a level; answers what to say of it. */
export const setLevel = (portal: Portal, cells: Cells, level: Level): string => {
  const states = openStates(portal, cells.table)
  if (level === 'write-in-state' && states.length === 0) return words.access.noStages
  return brought(portal, cells, level, states)
}

/** Gives one verb, or takes it; answers what to say of it. */
export const setVerb = (portal: Portal, cells: Cells, verb: CellVerb, on: boolean): string =>
  doAll(portal, cells, {
    edits: editsOfVerb(portal, cells, verb, on),
    now: on ? words.access.verbs[verb] : words.access.not(words.access.verbs[verb]),
    isGiven: on,
    none: noneWrites(portal, cells, verb),
  })

/** In which stages one cell may be changed; answers what to say of it. */
export const setStates = (portal: Portal, cells: Cells, states: readonly string[]): string =>
  brought(portal, cells, 'write-in-state', states)
