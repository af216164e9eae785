import { stringify } from 'csv-stringify/sync'
import { isRecordId, type AccountId, type RecordId } from '@portico/engine/brand'
import { ok, type Result } from '@portico/engine/result'
import type { Entry } from '@portico/engine/trail/entry'
import { readEntries } from '../postgres/trail-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { isProxy, whoIn } from './read-trail.ts'
import { namesOfStaff } from './staff-names.ts'

const linesMax = 50_000

const columns = [
  'entry',
  'when (UTC)',
  'who',
  'account',
  'roles',
  'on behalf of',
  'self or proxy',
  'what',
  'table',
  'records',
  'patients',
  'fields',
  'detail',
  'outcome',
  'reason',
  'from',
  'browser',
  'portal version',
]

const selfOrProxy = (entry: Entry): string => {
  if (entry.audience !== 'patient') return ''
  return isProxy(entry) ? 'proxy' : 'self'
}

const line = (entry: Entry, who: string): readonly string[] => [
  entry.seq,
  entry.at,
  who,
  entry.account ?? '',
  entry.roles.join(' '),
  entry.onBehalfOf ?? '',
  selfOrProxy(entry),
  entry.verb,
  entry.table ?? '',
  entry.records.join(' '),
  entry.patients.join(' '),
  entry.fields.join(' '),
  entry.detail ?? '',
  entry.outcome,
  entry.code ?? '',
  entry.address ?? '',
  entry.browser ?? '',
  String(entry.version),
]

export type TrailDownload = { readonly name: string; readonly csv: string }

/** The answer as a file: cells that a spreadsheet would run as formulas are defused. */
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
    const people = entries.flatMap(({ person, audience }) =>
      audience === 'staff' && person !== null && isRecordId(person) ? [person] : [],
    )
    const names = await namesOfStaff(context, caller, live, people)
    const lines = entries.map((entry) => line(entry, whoIn(entry, names)))
    // Part of an answer must not pass for all of it.
    const rest =
      found.length > linesMax ? [[`Only the newest ${linesMax} entries are here: ask for fewer days.`]] : []
    const csv = stringify([columns, ...lines, ...rest], {
      escape_formulas: true,
    })
    return ok({ name: `audit-trail-${input.days}-days.csv`, csv })
  })
