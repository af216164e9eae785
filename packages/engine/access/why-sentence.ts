import { quoted } from '../portal/name.ts'
import type { Audience, Permission, Portal } from '../portal/portal.ts'
import { labelOf, type Language } from '../portal/text.ts'
import { conditionWords } from './condition-words.ts'
import { verbWords } from './verb-words.ts'
import type { Reason } from './why.ts'

/** What a sentence about one permission can name, in one language. */
type Named = {
  readonly number: number
  readonly role: string
  readonly audience: string
  readonly may: string
  readonly verb: string
  readonly what: string
  readonly when: string
}
type PermissionReason = Exclude<Reason, { kind: 'no-permission' }>
type Sentences = Record<PermissionReason['kind'], (named: Named) => string>

const audienceWords = {
  en: { patient: 'patients', staff: 'staff', public: 'the public', system: 'the system' },
  es: { patient: 'pacientes', staff: 'el personal', public: 'el público', system: 'el sistema' },
} as const satisfies Record<Language, Record<Audience, string>>

const sentences = {
  en: {
    granted: (of) => `Permission ${of.number} allows it: ${of.role} may ${of.verb} ${of.what}, ${of.when}.`,
    'role-not-held': (of) =>
      `Permission ${of.number} does not allow it: it is for ${of.role}, a role not held here.`,
    'audience-differs': (of) =>
      `Permission ${of.number} does not allow it: ${of.role} is a role for ${of.audience}, which this account is not.`,
    'verb-not-granted': (of) =>
      `Permission ${of.number} does not allow it: ${of.role} may ${of.may}, but not ${of.verb}.`,
    'field-not-named': (of) => `Permission ${of.number} does not allow it: it does not name ${of.what}.`,
    'not-own-patient': (of) => `Permission ${of.number} does not allow it: the record is another patient’s.`,
    'condition-not-met': (of) =>
      `Permission ${of.number} does not allow it: it counts ${of.when}, and that is not so here.`,
  },
  es: {
    granted: (of) =>
      `El permiso ${of.number} lo permite: ${of.role} puede ${of.verb} ${of.what}, ${of.when}.`,
    'role-not-held': (of) =>
      `El permiso ${of.number} no lo permite: es para ${of.role}, un rol que aquí no se tiene.`,
    'audience-differs': (of) =>
      `El permiso ${of.number} no lo permite: ${of.role} es un rol para ${of.audience}, y esta cuenta no lo es.`,
    'verb-not-granted': (of) =>
      `El permiso ${of.number} no lo permite: ${of.role} puede ${of.may}, pero no ${of.verb}.`,
    'field-not-named': (of) => `El permiso ${of.number} no lo permite: no nombra ${of.what}.`,
    'not-own-patient': (of) => `El permiso ${of.number} no lo permite: el registro es de otro paciente.`,
    'condition-not-met': (of) => `El permiso ${of.number} no lo permite: vale ${of.when}, y aquí no es así.`,
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
    number: reason.permission + 1,
    role: labelOf(permission.role, role, language),
    audience: role ? audienceWords[language][role.audience] : '',
    may: permission.may.map((verb) => verbWords[language][verb]).join(', '),
    verb: verbWords[language][reason.verb],
    what: whatWords(portal, permission.table, reason.field, language),
    when: whenWords(portal, permission, language),
  })
}
