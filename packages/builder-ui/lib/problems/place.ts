import type { Portal } from '@portico/engine/portal/portal'
import { formLabel, noticeLabel, roleLabel, tableLabel, workflowLabel } from '#lib/draft/label.ts'
import { words } from '#lib/words.ts'

/** Where in a portal, as keys from its root. */
export type Path = readonly (string | number)[]

/** The id of the control that edits what stands at a path. */
export const idOf = (path: Path): string => `at-${path.join('.')}`

/** The page on which what stands at a path can be edited. */
const pageOf = (portal: Portal, [noun, id]: Path): string => {
  switch (noun) {
    case 'tables':
      return `/tables/${String(id)}`
    case 'forms':
      return `/forms/${String(id)}`
    case 'workflows':
      return `/workflows/${String(id)}`
    case 'notices':
      return `/wording/${String(id)}`
    case 'permissions':
      return `/access/${portal.permissions[Number(id)]?.table ?? ''}`
    case 'roles':
      return '/access'
    default:
      return '/'
  }
}

/** The same place as people call it: "Wording: News for the patient". */
export const placeInWords = (portal: Portal, [noun, key]: Path): string => {
  const id = String(key)
  switch (noun) {
    case 'tables':
      return `${words.pages.tables}: ${tableLabel(portal, id)}`
    case 'forms':
      return `${words.pages.forms}: ${formLabel(portal, id)}`
    case 'workflows':
      return `${words.pages.workflows}: ${workflowLabel(portal, id)}`
    case 'notices':
      return `${words.pages.wording}: ${noticeLabel(portal, id)}`
    case 'permissions':
      return `${words.pages.access}: ${roleLabel(portal, portal.permissions[Number(key)]?.role ?? '')}`
    case 'roles':
      return `${words.pages.access}: ${roleLabel(portal, id)}`
    default:
      return words.pages.home
  }
}

export const linkTo = (portal: Portal, path: Path): string =>
  `${pageOf(portal, path)}#${encodeURIComponent(idOf(path))}`

export const startsWith = (path: Path, beginning: Path): boolean =>
  beginning.every((key, index) => String(path[index]) === String(key))

/** What is folded away cannot take the keyboard. */
const openAround = (control: HTMLElement): void => {
  for (let around = control.closest('details'); around; around = around.parentElement?.closest('details') ?? null)
    around.open = true
}

/** Puts the keyboard on the control a link named, or on the nearest thing around it. */
export const focusPlace = (hash: string): boolean => {
  const keys = decodeURIComponent(hash.slice(1)).split('.')
  while (keys.length > 1) {
    const place = document.getElementById(keys.join('.'))
    const control = place?.matches('input, select, textarea, button, a, [tabindex]')
      ? place
      : (place?.querySelector<HTMLElement>('input, select, textarea, button, a, [tabindex]') ?? place)
    if (control) {
      openAround(control)
      control.scrollIntoView({ block: 'center' })
      control.focus()
      return true
    }
    keys.pop()
  }
  return false
}
