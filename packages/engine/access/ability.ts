import { Ability as Casl, type MatchConditions } from '@casl/ability'
import { own } from '../portal/own.ts'
import type { Audience, Permission, Portal, Verb } from '../portal/portal.ts'
import { isOwned } from './access.ts'
import { viewpointOf, type Actor } from './actor.ts'
import { clauseMatches, clauseOf, type Clause, type Facts } from './condition.ts'

/** What decides about a record: whose it is, and its values by path. */
export type RecordFacts = { readonly owner: string | null; readonly facts: Facts }

/** Which records one rule reaches: those its clause matches, and for patients only those of `owner`. */
type Reach = { readonly clause: Clause; readonly owner: string | null }
type Target = { readonly table: string; readonly record: RecordFacts }
type Rule = { action: Verb; subject: string; fields: string[]; conditions: Reach }

/** What somebody may do, as CASL rules behind our own words. Only this file knows CASL. */
export type Ability = Casl<[string, string | Target], Reach>

/** No id can be this, so it neither grants a field nor stands for every table or verb. */
const nothing = '*'

/**
 * A rule without a prototype, so that nothing hung on Object.prototype can speak in it (CVE-2026-1774). CASL
 * reads a missing field list as "every field" and refuses an empty one, hence the word that names none.
 */
const ruleOf = (permission: Permission, action: Verb, owner: string | null): Rule => {
  const fields = permission.fields.length > 0 ? [...permission.fields] : [nothing]
  const conditions: Reach = { clause: clauseOf(permission.where), owner }
  const rule: Rule = { action, subject: permission.table, fields, conditions }
  Object.setPrototypeOf(rule, null)
  return rule
}

const abilityWith = (rules: Rule[], isReached: (reach: Reach, record: RecordFacts) => boolean): Ability =>
  new Casl<[string, string | Target], Reach>(rules, {
    anyAction: nothing,
    anySubjectType: nothing,
    detectSubjectType: (target) => target.table,
    fieldMatcher: (fields) => (field) => fields.includes(field),
    conditionsMatcher:
      (reach): MatchConditions =>
      ({ record }: { readonly record?: RecordFacts }) =>
        record !== undefined && isReached(reach, record),
  })

const rulesOf = (portal: Portal, permission: Permission, ceiling: string | null): Rule[] => {
  const table = own(portal.tables, permission.table)
  if (!table) return []
  return permission.may.map((verb) => ruleOf(permission, verb, isOwned(table) ? ceiling : null))
}

const roleAudience = (portal: Portal, role: string): Audience | undefined => own(portal.roles, role)?.audience

/** What this actor may do. One rule per permission and verb, so rows and columns of two never combine. */
export const abilityFor = (portal: Portal, actor: Actor, today: string): Ability => {
  const viewpoint = viewpointOf(actor, today)
  const held = portal.permissions.filter(
    ({ role }) => actor.roles.includes(role) && roleAudience(portal, role) === actor.audience,
  )
  const isPatient = actor.audience === 'patient'
  const rules = held
    .flatMap((permission) => rulesOf(portal, permission, isPatient ? (actor.patient ?? nothing) : null))
    .filter(({ conditions }) => conditions.owner !== nothing)
  return abilityWith(
    rules,
    (reach, record) =>
      (reach.owner === null || reach.owner === record.owner) &&
      clauseMatches(reach.clause, record.facts, viewpoint),
  )
}

/**
 * The most any role of an audience could ever do. It answers only without a record: whether one is reached
 * depends on who asks, which an audience cannot say, so about a record the answer is no.
 */
export const audienceAbility = (portal: Portal, audience: Audience): Ability =>
  abilityWith(
    portal.permissions
      .filter(({ role }) => roleAudience(portal, role) === audience)
      .flatMap((permission) => rulesOf(portal, permission, null)),
    () => false,
  )

/** May it do this to the record; without one, could it ever to any. */
export const may = (ability: Ability, verb: Verb, table: string, record?: RecordFacts): boolean =>
  ability.can(verb, record ? { table, record } : table)

/** The fields it may do this to on the record; without one, on any. */
export const fieldsOf = (
  ability: Ability,
  verb: Verb,
  table: string,
  record?: RecordFacts,
): ReadonlySet<string> => {
  const rules = ability
    .rulesFor(verb, table)
    .filter((rule) => rule.matchesConditions(record ? { table, record } : table))
  return new Set(rules.flatMap(({ fields }) => fields ?? []).filter((field) => field !== nothing))
}
