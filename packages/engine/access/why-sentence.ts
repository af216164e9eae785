import { listed, quoted } from '../portal/name.ts'
import { verbs, type Audience, type Permission, type Portal } from '../portal/portal.ts'
import { labelOf, type Language } from '../portal/text.ts'
import { conditionWords } from './condition-words.ts'
import { verbWords } from './verb-words.ts'
import type { Reason } from './why.ts'

/** What a sentence about one permission can name, in one language. */
type Named = {
  /** The permission itself: who may do what to which fields of which records. */
  readonly permission: string
  readonly role: string
  readonly audience: string
  /** All that the permission lets its role do. */
  readonly may: string
  /** On which records it counts. */
  readonly when: string
  readonly verb: string
  readonly what: string
}
type PermissionReason = Exclude<Reason, { kind: 'no-permission' }>
type Sentences = Record<PermissionReason['kind'], (named: Named) => string>

const audienceWords = {
  en: { patient: 'patients', staff: 'staff', public: 'the public', system: 'the system' },
  es: { patient: 'pacientes', staff: 'el personal', public: 'el público', system: 'el sistema' },
} as const satisfies Record<Language, Record<Audience, string>>

/** What allows is told whole. What does not is told by what of it is in the way: a list of them is read through at once. */
const sentences = {
  en: {
    granted: (of) => `Allowed: ${of.permission}.`,
    'role-not-held': (of) => `Not as ${of.role}: that is a role not held here.`,
    'audience-differs': (of) =>
      `Not as ${of.role}: that is a role for ${of.audience}, which this account is not.`,
    'verb-not-granted': (of) => `Not as ${of.role}: this lets them ${of.may}, and not ${of.verb}.`,
    'field-not-named': (of) => `Not as ${of.role}: what lets them ${of.may} does not name ${of.what}.`,
    'not-own-patient': (of) => `Not as ${of.role}: the record is another patient’s.`,
    'condition-not-met': (of) => `Not as ${of.role}: this counts ${of.when}. That is not so here.`,
  },
  es: {
    granted: (of) => `Permitido: ${of.permission}.`,
    'role-not-held': (of) => `No como ${of.role}: es un rol que aquí no se tiene.`,
    'audience-differs': (of) => `No como ${of.role}: es un rol para ${of.audience}, y esta cuenta no lo es.`,
    'verb-not-granted': (of) => `No como ${of.role}: esto deja ${of.may}, y no ${of.verb}.`,
    'field-not-named': (of) => `No como ${of.role}: lo que deja ${of.may} no nombra ${of.what}.`,
    'not-own-patient': (of) => `No como ${of.role}: el registro es de otro paciente.`,
    'condition-not-met': (of) => `No como ${of.role}: esto cuenta ${of.when}. Aquí no es así.`,
  },
} satisfies Record<Language, Sentences>

const tableWords = (portal: Portal, table: string, language: Language): string =>
  quoted(labelOf(table, portal.tables[table], language))

const whatWords = (portal: Portal, table: string, field: string | null, language: Language): string => {
  const records = tableWords(portal, table, language)
  if (field === null) return language === 'en' ? `records of ${records}` : `registros de ${records}`
  const label = quoted(labelOf(field, portal.tables[table]?.fields[field], language))
  return language === 'en' ? `${label} of ${records}` : `${label} de ${records}`
}

/** On which records a permission counts, as the end of a sentence. */
const whenWords = (portal: Portal, permission: Permission, language: Language): string => {
  if (permission.where === undefined) return language === 'en' ? 'on every record' : 'en cada registro'
  const words = conditionWords(portal, permission.table, permission.where, { language, named: quoted })
  return language === 'en' ? `only when ${words}` : `solo cuando ${words}`
}

/** "a, b and c", in either language. */
const together = (words: readonly string[], language: Language): string =>
  listed(words, language === 'en' ? 'and' : 'y')

/** As many fields as a reader takes in at a glance. */
const fieldsNamed = 5

const fieldsWords = (portal: Portal, { table, fields }: Permission, language: Language): string => {
  const records = tableWords(portal, table, language)
  if (fields.length === 0) return whatWords(portal, table, null, language)
  const isLong = fields.length > fieldsNamed
  const named = (isLong ? fields.slice(0, fieldsNamed - 1) : fields).map((field) =>
    quoted(labelOf(field, portal.tables[table]?.fields[field], language)),
  )
  const left = String(fields.length - named.length)
  const rest = language === 'en' ? `${left} more fields` : `${left} campos más`
  const all = isLong ? [...named, rest] : named
  return `${together(all, language)} ${language === 'en' ? 'of' : 'de'} ${records}`
}

const mayWords = ({ may }: Permission, language: Language): string =>
  together(
    verbs.filter((verb) => may.includes(verb)).map((verb) => verbWords[language][verb]),
    language,
  )

/** A permission, which people know by what it says: its place in a list means nothing to them. */
const permissionWords = (portal: Portal, permission: Permission, language: Language): string => {
  const role = labelOf(permission.role, portal.roles[permission.role], language)
  const what = fieldsWords(portal, permission, language)
  const when = whenWords(portal, permission, language)
  return `${role} ${language === 'en' ? 'may' : 'puede'} ${mayWords(permission, language)} ${what}, ${when}`
}

/** A reason as the sentence an operations lead or privacy officer reads. */
export const sentence = (reason: Reason, portal: Portal, language: Language): string => {
  if (reason.kind === 'no-permission') {
    const table = tableWords(portal, reason.table, language)
    return language === 'en' ? `No permission is about ${table}.` : `Ningún permiso trata de ${table}.`
  }
  const permission = portal.permissions[reason.permission]
  if (!permission) throw new Error('This reason is about another version of the portal.')
  const role = portal.roles[permission.role]
  return sentences[language][reason.kind]({
    permission: permissionWords(portal, permission, language),
    role: labelOf(permission.role, role, language),
    audience: role ? audienceWords[language][role.audience] : '',
    may: mayWords(permission, language),
    when: whenWords(portal, permission, language),
    verb: verbWords[language][reason.verb],
    what: whatWords(portal, permission.table, reason.field, language),
  })
}
