import { stringify } from 'csv-stringify/sync'
import { isRecordId, type AccountId, type RecordId } from '@portico/engine/brand'
import type { Portal } from '@portico/engine/portal/portal'
import { referenceOf } from '@portico/engine/portal/reference'
import { roleLabels } from '@portico/engine/portal/role-labels'
import { ok, type Result } from '@portico/engine/result'
import type { Entry } from '@portico/engine/trail/entry'
import { entryInWords } from '@portico/engine/trail/entry-words'
import { isProxyEntry } from '@portico/engine/trail/tally'
import { readEntries } from '../postgres/trail-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesInTrail, whoIn, type Names } from './who-in.ts'

const linesMax = 50_000

/** Words first, for people; then the ids, for whoever compares the file with the trail. */
const columns = [
  'when (UTC)',
  'who',
  'roles',
  'what',
  'outcome',
  'reason',
  'patients',
  'references',
  'from',
  'browser',
  'portal version',
  'entry',
  'account',
  'on behalf of',
  'self or proxy',
  'verb',
  'table',
  'record ids',
  'patient ids',
  'fields',
  'detail',
]

const rolesInWords = (portal: Portal, roles: readonly string[]): string =>
  roleLabels(portal, roles).join(', ')

const selfOrProxy = (entry: Entry): string => {
  if (entry.audience !== 'patient') return ''
  return isProxyEntry(entry) ? 'proxy' : 'self'
}

const line = (portal: Portal, entry: Entry, names: Names): readonly string[] => [
  entry.at,
  whoIn(entry, names),
  rolesInWords(portal, entry.roles),
  entryInWords(portal, entry),
  entry.outcome,
  entry.code?.replaceAll('-', ' ') ?? '',
  entry.patients.map((patient) => names.patients.get(patient) ?? 'A patient').join(', '),
  entry.records.filter(isRecordId).map(referenceOf).join(' '),
  entry.address ?? '',
  entry.browser ?? '',
  String(entry.version),
  entry.seq,
  entry.account ?? '',
  entry.onBehalfOf ?? '',
  selfOrProxy(entry),
  entry.verb,
  entry.table ?? '',
  entry.records.join(' '),
  entry.patients.join(' '),
  entry.fields.join(' '),
  entry.detail ?? '',
]

export type TrailDownload = { readonly name: string; readonly csv: string }

/**
 * The answer as a file: cells that a spreadsheet would run as formulas are defused. The names of patients in it are read
 * as everywhere, with an entry, and stand there only as far as the one who asks may read them.
 */
export const downloadTrail = (
  context: Context,
  input: {
    readonly patient?: RecordId | undefined
    readonly account?: AccountId | undefined
    readonly days: number
  },
): Promise<Result<TrailDownload>> =>
  attempt(context, { verb: 'export', detail: 'trail' }, async (caller, live) => {
    const found = await readEntries(context.adapters.database.pool('portico_trail'), caller, live.hash, {
      ...input,
      size: linesMax + 1,
      isExport: true,
    })
    const entries = found.slice(0, linesMax)
    const names = await namesInTrail(context, caller, live, entries, true)
    const lines = entries.map((entry) => line(live.portal, entry, names))
    // Part of an answer must not pass for all of it.
    const rest =
      found.length > linesMax ? [[`Only the newest ${linesMax} entries are here: ask for fewer days.`]] : []
    const csv = stringify([columns, ...lines, ...rest], {
      escape_formulas: true,
    })
    return ok({ name: `audit-trail-${input.days}-days.csv`, csv })
  })
