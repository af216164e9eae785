import { isAccountId, isRecordId } from '../brand.ts'
import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'
import { roleLabels } from '../portal/role-labels.ts'
import { permissionSentence } from '../portal/sentence.ts'
import { labelOf } from '../portal/text.ts'
import type { Entry } from '../trail/entry.ts'
import type { RecordFacts } from './ability.ts'
import type { AccountAsked, Actor } from './actor.ts'
import type { FieldVerb } from './who-may.ts'
import { whySentences, type WhySentence } from './why-can.ts'

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
type Then = { readonly version: number; readonly portal: Portal }
type Known = {
  readonly people: readonly AccountAsked[]
  readonly records: readonly RecordFacts[]
  readonly today: string
}

const verbOf = ({ verb }: Entry): FieldVerb => {
  if (verb === 'create') return 'create'
  if (verb === 'update' || verb === 'transition') return 'update'
  return verb === 'export' ? 'export' : 'read'
}

/** She as she was: the roles of that moment. What conditions ask of her is known only as it is today. */
const actorThen = (entry: Entry, people: readonly AccountAsked[]): Actor | null => {
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
  return { ...sentence, text: words }
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

/**
 * Why somebody could do what an entry says she did, by the version of that moment. Null where the entry is of nobody with
 * an account, or about no record that is there.
 */
export const whyThen = (
  entry: Entry,
  then: Then,
  live: { readonly version: number },
  { people, records: [record], today }: Known,
): WhyThen | null => {
  const { table } = entry
  const actor = actorThen(entry, people)
  if (actor === null || table === null || !record) return null
  const declared = own(then.portal.tables, table)?.fields ?? {}
  const verb = verbOf(entry)
  const asked = entry.fields.length > 0 ? entry.fields : Object.keys(declared)
  const each = asked.flatMap((field): readonly FieldWhy[] => {
    const known = own(declared, field)
    if (!known) return []
    const sentences = whySentences(then.portal, actor, { table, field, verb }, record, today)
    return [{ field, label: labelOf(field, known, 'en'), sentences }]
  })
  return {
    version: then.version,
    live: live.version,
    roles: roleLabels(then.portal, entry.roles),
    groups: grouped(then.portal, verb, each),
  }
}
