import type { Change } from '@portico/engine/portal/change'
import { compare } from '@portico/engine/portal/compare'
import type { Overlap, Side } from '@portico/engine/portal/merge'
import type { Portal } from '@portico/engine/portal/portal'
import { startsWith } from '#lib/problems/place.ts'
import { words } from '#lib/words.ts'

const isAbout = (change: Change, path: Overlap['path']): boolean => {
  if (path[0] !== 'permissions') return startsWith(change.path, path) || startsWith(path, change.path)
  const [, role, table, verb, field = ''] = path.map(String)
  if (!('fields' in change)) return false
  const isField = field === '' || change.fields.includes(field)
  return change.role === role && change.table === table && change.verb === verb && isField
}

/** What one of them made of a thing that both changed: the words themselves, or the sentences of a review. */
export const bothWords = (base: Portal, changed: Portal, overlap: Overlap, side: Side): readonly string[] => {
  const value = overlap[side]
  if (typeof value === 'string' || typeof value === 'number') return [`“${value}”`]
  const sentences = compare(base, changed)
    .filter((change) => isAbout(change, overlap.path))
    .map(({ sentence }) => sentence)
  if (sentences.length > 0) return [...new Set(sentences)]
  return [value === undefined ? words.both.removed : words.both.otherwise]
}
