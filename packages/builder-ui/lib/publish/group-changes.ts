import type { Consequence } from '@portico/engine/portal/change'
import { words } from '#lib/words.ts'

/** A change with what the server counted: people and records it reaches, values there are, open requests. */
export type Reviewed = Consequence & {
  readonly kind: string
  readonly reach?: string | null
  readonly values?: string | null
  readonly requests?: string | null
}
export type Badge = keyof typeof words.publish.badges
export type Group = { readonly name: string; readonly changes: readonly Reviewed[] }

const groupNames: Readonly<Record<string, string>> = {
  permissions: words.pages.access,
  roles: words.pages.access,
  tables: words.pages.tables,
  forms: words.pages.forms,
  workflows: words.pages.workflows,
  queues: words.pages.workflows,
  notices: words.pages.wording,
  rehearsals: words.pages.rehearsals,
}

const nameOf = ({ path }: Reviewed): string => groupNames[String(path[0])] ?? words.home.practice

/** Changes by the page on which they are made, in the order in which the engine tells them. */
export const groupChanges = (changes: readonly Reviewed[]): readonly Group[] =>
  [...new Set(changes.map(nameOf))].map((name) => ({
    name,
    changes: changes.filter((change) => nameOf(change) === name),
  }))

export const badgesOf = (change: Reviewed): readonly Badge[] => {
  const badges: Badge[] = []
  if (change.widens) badges.push('wider')
  if (change.narrows) badges.push('narrower')
  if (change.losesData) badges.push('loses')
  if (change.kind === 'change-wording' || change.kind === 'accept-words' || change.kind === 'change-words')
    badges.push('wording')
  if (change.touchesOpenRequests && change.requests !== null) badges.push('requests')
  return badges
}
