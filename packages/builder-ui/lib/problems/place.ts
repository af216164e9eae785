import type { Change } from '@portico/engine/portal/change'
import type { Portal } from '@portico/engine/portal/portal'
import { flushSync } from 'svelte'
import {
  fieldLabel,
  formLabel,
  noticeLabel,
  queueLabel,
  rehearsalLabel,
  roleLabel,
  sectionLabel,
  stateLabel,
  tableLabel,
  workflowLabel,
} from '#lib/draft/label.ts'
import { stepLabel } from '#lib/draft/step-label.ts'
import { words } from '#lib/words.ts'

/** Where in a portal, as keys from its root. */
export type Path = readonly (string | number)[]

/** The id of the control that edits what stands at a path. */
export const idOf = (path: Path): string => `at-${path.join('.')}`

type Place = { readonly page: string; readonly words: string }

/** Where each part of a portal is edited, and what people call that place: "Wording: News for the patient". */
const places: Readonly<Record<string, (portal: Portal, id: string) => Place>> = {
  tables: (portal, id) => ({
    page: `/tables/${id}`,
    words: `${words.pages.tables}: ${tableLabel(portal, id)}`,
  }),
  forms: (portal, id) => ({ page: `/forms/${id}`, words: `${words.pages.forms}: ${formLabel(portal, id)}` }),
  workflows: (portal, id) => ({
    page: `/workflows/${id}`,
    words: `${words.pages.workflows}: ${workflowLabel(portal, id)}`,
  }),
  notices: (portal, id) => ({
    page: `/wording/${id}`,
    words: `${words.pages.wording}: ${noticeLabel(portal, id)}`,
  }),
  rehearsals: (portal, id) => ({
    page: '/rehearsals',
    words: `${words.pages.rehearsals}: ${rehearsalLabel(portal, id)}`,
  }),
  queues: (portal, id) => ({
    page: '/workflows',
    words: `${words.queues.title}: ${queueLabel(portal, id)}`,
  }),
  roles: (portal, id) => ({ page: '/access', words: `${words.pages.access}: ${roleLabel(portal, id)}` }),
  permissions: (portal, at) => {
    const permission = portal.permissions[Number(at)]
    return {
      page: `/access/${permission?.table ?? ''}`,
      words: `${words.pages.access}: ${roleLabel(portal, permission?.role ?? at)}`,
    }
  },
}

/** What the portal has of itself. */
const ofPortal = ['name', 'look', 'phone', 'hours', 'timezone']

const placeOf = (portal: Portal, [noun, id]: Path): Place =>
  ofPortal.includes(String(noun))
    ? { page: '/look', words: words.look.page }
    : (places[String(noun)]?.(portal, String(id)) ?? { page: '/', words: words.pages.home })

/** The control itself, on the page that has it. */
export const linkTo = (portal: Portal, path: Path): string =>
  `${placeOf(portal, path).page}#${encodeURIComponent(idOf(path))}`

/** One cell of the matrix: a role's permissions by what they are about, and not by their place in the list. */
type Cell = { readonly role: string; readonly table: string; readonly field: string }

/** Two people change a cell: what overlaps names role, table, verb and field where a portal has a place in a list. */
const cellOfOverlap = ([noun, role, table, , field]: Path): Cell | null =>
  noun === 'permissions' && table !== undefined
    ? { role: String(role), table: String(table), field: String(field ?? '') }
    : null

export const cellId = (role: string, field: string): string => idOf(['cell', role, field])

const linkToCell = ({ role, table, field }: Cell): string => {
  const query = new URLSearchParams({ role, ...(field !== '' && { field }) })
  return `/access/${table}?${query.toString()}#${encodeURIComponent(cellId(role, field))}`
}

/** Where both of two people changed something. */
export const linkToOverlap = (portal: Portal, path: Path): string => {
  const cell = cellOfOverlap(path)
  return cell ? linkToCell(cell) : linkTo(portal, path)
}

/** What a change is about: a stretch of the matrix by its first cell. */
export const linkToChange = (portal: Portal, change: Change): string =>
  'fields' in change ? linkToCell({ ...change, field: change.fields[0] ?? '' }) : linkTo(portal, change.path)

/** What stands inside a table, a workflow or a form, as people call it. */
const innerName = (portal: Portal, [noun, id, part, key]: Path): string | null => {
  const [of, within] = [String(id), String(key)]
  if (key === undefined) return null
  if (part === 'fields') return fieldLabel(portal, of, within)
  if (part === 'states') return stateLabel(portal, of, within)
  if (part === 'transitions') return stepLabel(portal, of, within)
  if (part === 'sections') return sectionLabel(portal, of, within)
  const form = noun === 'forms' ? portal.forms[of] : undefined
  const question = part === 'questions' ? form?.questions[Number(key)] : undefined
  return form && question ? fieldLabel(portal, form.table, question.ask) : null
}

/** A thing of its own, with where it stands: "Tables: Refill – Dose". */
export const placeInWords = (portal: Portal, path: Path): string =>
  [placeOf(portal, path).words, innerName(portal, path)].filter(Boolean).join(' – ')

/** What both of two people changed. */
export const overlapInWords = (portal: Portal, path: Path): string => {
  const cell = cellOfOverlap(path)
  if (!cell) return placeInWords(portal, path)
  const { role, table, field } = cell
  const what = field === '' ? [] : [fieldLabel(portal, table, field)]
  return [
    `${words.pages.access}: ${roleLabel(portal, role)}`,
    [...what, tableLabel(portal, table)].join(' of '),
  ].join(' – ')
}

export const startsWith = (path: Path, beginning: Path): boolean =>
  beginning.every((key, index) => String(path[index]) === String(key))

/** Asks what is folded away to be there: what nobody opened yet has nothing inside. */
export const unfold = 'unfold'

/** The nearest thing on the page to what an id names; an id begins with that of the part it is folded away in. */
const nearest = (keys: readonly string[]): HTMLElement | null => {
  const places = keys.flatMap((_, at) => document.getElementById(keys.slice(0, at + 1).join('.')) ?? [])
  flushSync(() => places.forEach((place) => place.dispatchEvent(new Event(unfold))))
  return keys.reduce<HTMLElement | null>(
    (found, _, at) => document.getElementById(keys.slice(0, at + 1).join('.')) ?? found,
    null,
  )
}

/** What is folded away cannot take the keyboard. */
const openAround = (control: HTMLElement): void => {
  for (
    let around = control.closest('details');
    around;
    around = around.parentElement?.closest('details') ?? null
  )
    around.open = true
}

/** Puts the keyboard into what was just added: the first box in which something of it is chosen or written. */
export const focusAdded = (path: Path): void => {
  const added = document.getElementById(idOf(path))
  added?.querySelector<HTMLElement>('select, input, textarea, summary')?.focus()
}

/** Puts the keyboard on the control a link named, or on the nearest thing around it. */
export const focusPlace = (hash: string): boolean => {
  const place = nearest(decodeURIComponent(hash.slice(1)).split('.'))
  if (!place) return false
  const controls = 'input, select, textarea, button, a, [tabindex]'
  const control = place.matches(controls) ? place : (place.querySelector<HTMLElement>(controls) ?? place)
  openAround(control)
  control.scrollIntoView({ block: 'center' })
  // Kit has gone to what a link names already, without a sign of it; what has the focus takes no other sign of it.
  control.blur()
  control.focus({ focusVisible: true })
  return true
}
