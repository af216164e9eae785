import type { Path } from './problem.ts'

/** Words Postgres keeps for itself (`pg_get_keywords`, categories R and T) that match an id. */
const sqlWords = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation
  column concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze
  from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit
  localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references
  returning right select session_user similar some symmetric system_user table tablesample then to trailing true
  union unique user using variadic verbose when where window with`.split(/\s+/),
)

/** Words that mean something to the language Portico is written in. */
const languageWords = new Set(['constructor', 'prototype'])

/** Words conditions and permissions use for who acts, when, and every one of several. */
const conditionWords = new Set(['all', 'any', 'not', 'me', 'today', 'system'])

/** What every record has beside its declared fields. */
const recordWords = new Set([
  'id',
  'state',
  'queue',
  'assignee',
  'due',
  'created',
  'version',
  'hidden',
  'deleted',
])

/** Where ids stand; a star is any key. A field's id is a column too, so it must leave the record's own alone. */
const places: readonly { readonly noun: string; readonly at: readonly string[] }[] = [
  { noun: 'table', at: ['tables', '*'] },
  { noun: 'field', at: ['tables', '*', 'fields', '*'] },
  { noun: 'option', at: ['tables', '*', 'fields', '*', 'options', '*'] },
  { noun: 'role', at: ['roles', '*'] },
  { noun: 'form', at: ['forms', '*'] },
  { noun: 'section', at: ['forms', '*', 'sections', '*'] },
  { noun: 'check', at: ['forms', '*', 'checks', '*'] },
  { noun: 'queue', at: ['queues', '*'] },
  { noun: 'workflow', at: ['workflows', '*'] },
  { noun: 'stage', at: ['workflows', '*', 'states', '*'] },
  { noun: 'step', at: ['workflows', '*', 'transitions', '*'] },
  { noun: 'notice', at: ['notices', '*'] },
  { noun: 'rehearsal', at: ['rehearsals', '*'] },
]

const fits = (path: Path, at: readonly string[]): boolean =>
  path.length === at.length && at.every((key, index) => key === '*' || key === path[index])

/** Which kind of thing the key at the end of a path names, when it names one. */
export const nounOfIdAt = (path: Path): string | null =>
  places.find((place) => fits(path, place.at))?.noun ?? null

/** Why an id cannot be taken, or null when it can. Options are values, and what is within a form is no name of anything stored. */
export const whyReserved = (noun: string, id: string): string | null => {
  if (languageWords.has(id)) return 'it means something to computers'
  if (noun === 'option' || noun === 'section' || noun === 'check') return null
  if (conditionWords.has(id)) return 'Portico uses it in its own rules'
  if (sqlWords.has(id)) return 'it means something to the database'
  if (noun === 'field' && recordWords.has(id)) return 'every record already has one'
  return null
}
