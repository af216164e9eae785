import { quoted } from '../portal/name.ts'
import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'
import { roleLabel } from '../portal/role-labels.ts'
import { labelOf } from '../portal/text.ts'
import type { RecordFacts } from './ability.ts'
import { actorOfAccount, type AccountAsked, type Actor } from './actor.ts'
import { verbWords } from './verb-words.ts'
import type { FieldVerb } from './who-may.ts'
import { why, type Reason } from './why.ts'
import { sentence } from './why-sentence.ts'

/** One sentence, and the cell of the matrix in which to change what it says. */
export type WhySentence = {
  readonly text: string
  readonly isGranted: boolean
  readonly permission: number | null
  readonly cell: { readonly role: string; readonly table: string; readonly field: string } | null
}

type Asked = { readonly table: string; readonly field: string; readonly verb: FieldVerb }

const sentenceOf = (
  portal: Portal,
  field: string,
  reason: Extract<Reason, { permission: number }>,
): WhySentence => {
  const permission = portal.permissions[reason.permission]
  return {
    text: sentence(reason, portal, 'en'),
    isGranted: reason.kind === 'granted',
    permission: reason.permission + 1,
    cell: permission ? { role: permission.role, table: permission.table, field } : null,
  }
}

const denied = (text: string, cell: WhySentence['cell']): WhySentence => ({
  text,
  isGranted: false,
  permission: null,
  cell,
})

/** Where nothing she holds is about the field: the cell that would have to be switched on. */
const nothingHeld = (
  portal: Portal,
  { roles }: Actor,
  { table, field, verb }: Asked,
): readonly WhySentence[] => {
  const declared = own(portal.tables, table)
  const label = quoted(labelOf(field, own(declared?.fields, field), 'en'))
  const what = `${verbWords.en[verb]} ${label} of ${quoted(labelOf(table, declared, 'en'))}`
  return roles.length === 0
    ? [denied(`This account holds no role, so it can ${what} nowhere.`, null)]
    : roles.map((role) =>
        denied(`No permission lets ${roleLabel(portal, role)} ${what}.`, { role, table, field }),
      )
}

/** Why somebody can or cannot: what grants it, or what each of her own permissions says against it. */
export const whySentences = (
  portal: Portal,
  actor: Actor,
  of: Asked,
  record: RecordFacts,
  today: string,
): readonly WhySentence[] => {
  const reasons = why(portal, actor, of.verb, of.table, of.field, record, today).flatMap((reason) =>
    reason.kind === 'no-permission' ? [] : [reason],
  )
  const granted = reasons.filter(({ kind }) => kind === 'granted')
  if (granted.length > 0) return granted.map((reason) => sentenceOf(portal, of.field, reason))
  const near = reasons.filter(({ kind }) => kind === 'condition-not-met' || kind === 'not-own-patient')
  if (near.length > 0) return near.map((reason) => sentenceOf(portal, of.field, reason))
  return nothingHeld(portal, actor, of)
}

export type WhyCan<Person> = {
  /** As whom it is answered: herself, or as somebody she acts for. */
  readonly person: Person
  readonly can: boolean
  readonly sentences: readonly WhySentence[]
}

/** For an account that may act for others, whichever of those she can act as may do it; else as the first. */
export const whyCan = <Person extends AccountAsked>(
  portal: Portal,
  people: readonly Person[],
  of: Asked,
  record: RecordFacts,
  today: string,
): WhyCan<Person> | null => {
  const each = people.map((person): WhyCan<Person> => {
    const sentences = whySentences(portal, actorOfAccount(person), of, record, today)
    return { person, can: sentences.some(({ isGranted }) => isGranted), sentences }
  })
  return each.find(({ can }) => can) ?? each[0] ?? null
}
