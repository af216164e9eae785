import { own } from './own.ts'
import type { Portal } from './portal.ts'
import { labelOf } from './text.ts'

/** Names as sentences show them: what people called a thing, between stars that screens turn into emphasis. */
export const starred = (words: string): string => `*${words}*`
/** The same where nothing turns stars into emphasis. */
export const quoted = (words: string): string => `“${words}”`

export const tableName = (portal: Portal, id: string): string =>
  starred(labelOf(id, own(portal.tables, id), 'en'))
export const fieldName = (portal: Portal, table: string, id: string): string =>
  starred(labelOf(id, own(own(portal.tables, table)?.fields, id), 'en'))
export const roleName = (portal: Portal, id: string): string =>
  starred(labelOf(id, own(portal.roles, id), 'en'))
export const formName = (portal: Portal, id: string): string =>
  starred(labelOf(id, own(portal.forms, id), 'en'))
export const sectionName = (portal: Portal, form: string, id: string): string =>
  starred(labelOf(id, own(own(portal.forms, form)?.sections, id), 'en'))
export const queueName = (portal: Portal, id: string): string =>
  starred(labelOf(id, own(portal.queues, id), 'en'))
export const workflowName = (portal: Portal, id: string): string =>
  starred(labelOf(id, own(portal.workflows, id), 'en'))
export const noticeName = (portal: Portal, id: string): string =>
  starred(labelOf(id, own(portal.notices, id), 'en'))
export const rehearsalName = (portal: Portal, id: string): string =>
  starred(labelOf(id, own(portal.rehearsals, id), 'en'))
export const stateName = (portal: Portal, workflow: string, id: string): string =>
  starred(labelOf(id, own(own(portal.workflows, workflow)?.states, id), 'en'))
export const transitionName = (portal: Portal, workflow: string, id: string): string =>
  starred(labelOf(id, own(own(portal.workflows, workflow)?.transitions, id), 'en'))

/** "a", "a and b", "a, b and c". */
export const listed = (words: readonly string[], last = 'and'): string =>
  words.length < 2
    ? (words[0] ?? 'nothing')
    : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`

const namedMax = 12

/** Many names in their order: the first of them, and how many more there are. */
export const listedBriefly = (words: readonly string[]): string =>
  words.length <= namedMax
    ? listed(words)
    : `${words.slice(0, namedMax).join(', ')} and ${String(words.length - namedMax)} more`
