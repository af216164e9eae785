import type { Portal } from '@portico/engine/portal/portal'

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
