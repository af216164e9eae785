import { mayEver } from '../portal/grants.ts'
import { own } from '../portal/own.ts'
import { permissionSentence } from '../portal/sentence.ts'
import type { Permission, Portal, Verb } from '../portal/portal.ts'
import type { RecordFacts } from './ability.ts'
import type { Actor } from './actor.ts'
import { why } from './why.ts'

/** What can be done to one field; deleting is about whole records. */
export const fieldVerbs = ['read', 'create', 'update', 'export'] as const satisfies readonly Verb[]
export type FieldVerb = (typeof fieldVerbs)[number]

export const isFieldVerb = (text: string): text is FieldVerb => fieldVerbs.some((verb) => verb === text)

/** One permission as it concerns one field: its number is how to find it, its cell is where to change it. */
export type Ground = {
  /** Counted from 1, as sentences and the list of permissions do. */
  readonly permission: number
  readonly role: string
  readonly sentence: string
}

/** What somebody may do to a field, by which permissions; `on` counts the records asked about that this reaches. */
export type May = {
  readonly verb: FieldVerb
  readonly by: readonly number[]
  readonly on: number | null
}

const grants = (permission: Permission, table: string, field: string): boolean =>
  permission.table === table && permission.fields.includes(field)

/** Every permission that grants something on this field, as a sentence about it alone. */
export const groundsOf = (portal: Portal, table: string, field: string): readonly Ground[] =>
  portal.permissions.flatMap((permission, place) => {
    const may = fieldVerbs.filter((verb) => permission.may.includes(verb))
    if (!grants(permission, table, field) || may.length === 0) return []
    const said = permissionSentence(portal, { ...permission, may, fields: [field] })
    const isBlind = may.includes('update') && !mayEver(portal, permission.role, 'read', table, field)
    const sentence = isBlind ? said.replace(/\.$/, ', without reading it.') : said
    return [{ permission: place + 1, role: permission.role, sentence }]
  })

const byEver = (portal: Portal, actor: Actor, verb: Verb, table: string, field: string): readonly number[] =>
  portal.permissions.flatMap((permission, place) =>
    grants(permission, table, field) &&
    permission.may.includes(verb) &&
    actor.roles.includes(permission.role) &&
    own(portal.roles, permission.role)?.audience === actor.audience
      ? [place + 1]
      : [],
  )

const byOn = (
  portal: Portal,
  actor: Actor,
  verb: Verb,
  table: string,
  field: string,
  record: RecordFacts,
  today: string,
): readonly number[] =>
  why(portal, actor, verb, table, field, record, today).flatMap((reason) =>
    reason.kind === 'granted' ? [reason.permission + 1] : [],
  )

/**
 * What an actor may do to a field: to some record whatever it is, or to these. Nothing granted is left out, so an empty
 * answer means that she can do nothing to it.
 */
export const mayOn = (
  portal: Portal,
  actor: Actor,
  { table, field }: { readonly table: string; readonly field: string },
  records: readonly RecordFacts[] | null,
  today: string,
): readonly May[] =>
  fieldVerbs.flatMap((verb): readonly May[] => {
    if (records === null) {
      const by = byEver(portal, actor, verb, table, field)
      return by.length > 0 ? [{ verb, by, on: null }] : []
    }
    const each = records.map((record) => byOn(portal, actor, verb, table, field, record, today))
    const on = each.filter((by) => by.length > 0).length
    return on > 0 ? [{ verb, by: [...new Set(each.flat())].toSorted((a, b) => a - b), on }] : []
  })
