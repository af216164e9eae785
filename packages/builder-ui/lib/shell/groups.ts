import { words } from '#lib/words.ts'
import type { Page } from './pages.ts'

export type Group = { readonly id: string; readonly label: string; readonly pages: readonly Page[] }

/** Where each page stands; one that is named nowhere stands with what is checked and published. */
const places: Readonly<Record<string, keyof typeof words.groups | null>> = {
  '/': null,
  '/look': 'build',
  '/tables': 'build',
  '/access': 'build',
  '/workflows': 'build',
  '/forms': 'build',
  '/wording': 'build',
  '/portals': 'build',
  '/people': 'people',
  '/acting-for': 'people',
  '/messages-sent': 'people',
  '/shredding': 'privacy',
  '/who-can': 'privacy',
  '/who-looked': 'privacy',
  '/colleagues': 'privacy',
  '/trail': 'privacy',
}
const order = ['build', 'check', 'people', 'privacy'] as const

const placeOf = ({ path }: Page) => (path in places ? (places[path] ?? null) : 'check')

/** Pages under the headings people look for them by, in the order they were given. */
export const grouped = (pages: readonly Page[]): readonly Group[] =>
  order
    .map((id) => ({ id, label: words.groups[id], pages: pages.filter((page) => placeOf(page) === id) }))
    .filter((group) => group.pages.length > 0)
