import type { Actor } from '@portico/engine/access/actor'
import { whySentences, type WhySentence } from '@portico/engine/access/why-can'
import type { FieldVerb } from '@portico/engine/access/who-may'
import { isAccountId, isRecordId } from '@portico/engine/brand'
import { own } from '@portico/engine/portal/own'
import type { Portal } from '@portico/engine/portal/portal'
import { isDeclared } from '@portico/engine/portal/resolve'
import { roleLabels } from '@portico/engine/portal/role-labels'
import { permissionSentence } from '@portico/engine/portal/sentence'
import { labelOf } from '@portico/engine/portal/text'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import type { Entry } from '@portico/engine/trail/entry'
import { askAccess, type AccessFacts } from '../postgres/access-store.ts'
import type { Version } from '../postgres/live-store.ts'
import { readEntries } from '../postgres/trail-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

export type WhyThen = {
  readonly version: number
  readonly live: number
  readonly roles: readonly string[]
  /** Fields about which the same is to be said stand together. */
  readonly groups: readonly Group[]
}
type Group = {
  readonly labels: readonly string[]
  readonly can: boolean
  readonly sentences: readonly WhySentence[]
}
type FieldWhy = { readonly field: string; readonly label: string; readonly sentences: readonly WhySentence[] }

const wholeTrail = 2200

const verbOf = ({ verb }: Entry): FieldVerb => {
  if (verb === 'create') return 'create'
  if (verb === 'update' || verb === 'transition') return 'update'
  return verb === 'export' ? 'export' : 'read'
}

/** She as she was: the roles of that moment. What conditions ask of her is known only as it is today. */
const actorThen = (entry: Entry, { people }: AccessFacts): Actor | null => {
  const { account, audience, person, onBehalfOf, roles } = entry
  if (account === null || !isAccountId(account) || (audience !== 'staff' && audience !== 'patient'))
    return null
  return {
    account,
    audience,
    roles,
    powers: [],
    person: person !== null && isRecordId(person) ? person : null,
    patient: onBehalfOf !== null && isRecordId(onBehalfOf) ? onBehalfOf : null,
    facts: (people.find(({ patient }) => patient === onBehalfOf) ?? people[0])?.facts ?? {},
  }
}

const permissionsIn = (sentences: readonly WhySentence[]): string =>
  sentences.map(({ permission, isGranted, cell }) => `${permission ?? cell?.role ?? ''} ${isGranted}`).join()

/** What grants several fields at once is one sentence that names them all. */
const together = (
  portal: Portal,
  verb: FieldVerb,
  fields: readonly string[],
  sentence: WhySentence,
): WhySentence => {
  const permission = sentence.permission === null ? undefined : portal.permissions[sentence.permission - 1]
  if (!sentence.isGranted || !permission) return sentence
  const words = permissionSentence(portal, { ...permission, may: [verb], fields }).replaceAll('*', '')
  return { ...sentence, text: `Permission ${sentence.permission ?? ''}: ${words}` }
}

const grouped = (portal: Portal, verb: FieldVerb, each: readonly FieldWhy[]): readonly Group[] => {
  const groups = new Map<string, FieldWhy[]>()
  for (const one of each) {
    const key = permissionsIn(one.sentences)
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].map((group) => ({
    labels: group.map(({ label }) => label),
    can: group.some(({ sentences }) => sentences.some(({ isGranted }) => isGranted)),
    sentences: (group[0]?.sentences ?? []).map((sentence) =>
      together(
        portal,
        verb,
        group.map(({ field }) => field),
        sentence,
      ),
    ),
  }))
}

const answer = (entry: Entry, then: Version, live: Version, facts: AccessFacts): Result<WhyThen> => {
  const { table } = entry
  const actor = actorThen(entry, facts)
  const [record] = facts.records
  if (actor === null || table === null || !record) return refuse<Refusal>({ code: 'not-found' })
  const declared = Object.keys(own(then.portal.tables, table)?.fields ?? {})
  const asked = entry.fields.length > 0 ? entry.fields : declared
  return ok({
    version: then.version,
    live: live.version,
    roles: roleLabels(then.portal, entry.roles),
    groups: grouped(
      then.portal,
      verbOf(entry),
      asked
        .filter((field) => isDeclared(then.portal, table, field))
        .map((field) => ({
          field,
          label: labelOf(field, own(own(then.portal.tables, table)?.fields, field), 'en'),
          sentences: whySentences(
            then.portal,
            actor,
            { table, field, verb: verbOf(entry) },
            record,
            facts.today,
          ),
        })),
    ),
  })
}

/** Why somebody could do what an entry says she did: by the version and the roles of that moment. */
export const whyThen = (context: Context, { seq }: { readonly seq: string }): Promise<Result<WhyThen>> =>
  attempt(context, { verb: 'read-trail', detail: 'why-then' }, async (caller, live) => {
    const [entry] = await readEntries(context.adapters.database.pool('portico_trail'), caller, live.hash, {
      days: wholeTrail,
      after: String(BigInt(seq) + 1n),
      size: 1,
      isExport: false,
    })
    const record = entry?.records.find(isRecordId)
    if (entry?.seq !== seq || entry.account === null || !isAccountId(entry.account) || record === undefined)
      return refuse<Refusal>({ code: 'not-found' })
    const { account, table } = entry
    const asked = await withPower(
      context,
      { caller, live, power: 'read-trail', login: 'portico_trail' },
      async (transaction) =>
        ok(await askAccess(transaction, { asked: 'why-then', table: table ?? undefined, record, account })),
    )
    if (!asked.ok) return asked
    return answer(entry, await context.adapters.live.numbered(entry.version), live, asked.value)
  })
