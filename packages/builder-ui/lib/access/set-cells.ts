import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import { fieldLabel, roleLabel } from '#lib/draft/label.ts'
import { draft, session } from '#lib/office.ts'
import { words } from '#lib/words.ts'
import {
  editsOfVerb,
  editsTo,
  levelWords,
  lockOf,
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

/** Does it as one step of undo, and says what became of it. */
const doAll = (
  portal: Portal,
  cells: Cells,
  edits: readonly Edit[],
  now: string,
  isGiven: boolean,
): string => {
  if (!session.has('build')) return words.nav.lookOn
  const lock = isGiven
    ? cells.roles
        .flatMap((role) => cells.fields.map((field) => lockOf(portal, role, cells.table, field)))
        .find((reason) => reason !== null)
    : null
  if (edits.length === 0) return lock ?? ''
  if (!draft.applyAll(edits)) return draft.refused ?? ''
  const done = words.access.done(cellsWords(portal, cells), now)
  return lock ? `${done} ${words.access.notForAll(lock)}` : done
}

/** Brings cells to a level; answers what to say of it. */
export const setLevel = (portal: Portal, cells: Cells, level: Level): string => {
  const states = openStates(portal, cells.table)
  if (level === 'write-in-state' && states.length === 0) return words.access.noStages
  const now = levelWords({ level, states })
  return doAll(portal, cells, editsTo(portal, cells, level), now, level !== 'hidden')
}

/** Gives one verb, or takes it; answers what to say of it. */
export const setVerb = (portal: Portal, cells: Cells, verb: CellVerb, on: boolean): string =>
  doAll(
    portal,
    cells,
    editsOfVerb(portal, cells, verb, on),
    on ? words.access.verbs[verb] : words.access.not(words.access.verbs[verb]),
    on,
  )

/** In which stages one cell may be changed; answers what to say of it. */
export const setStates = (portal: Portal, cells: Cells, states: readonly string[]): string =>
  doAll(
    portal,
    cells,
    editsTo(portal, cells, 'write-in-state', states),
    words.access.inStages(states.length),
    true,
  )
