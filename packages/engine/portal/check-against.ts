import { isEncrypted } from '../field/stored.ts'
import { fieldName, tableName } from './name.ts'
import { pairsOf } from './pairs.ts'
import type { Field, Portal } from './portal.ts'
import { isDeclared } from './resolve.ts'
import { errorAt, type Problem } from './problem.ts'

const fresh = 'Leave it as it is live, or add a new field beside it.'

const fieldProblems = (
  draft: Portal,
  table: string,
  id: string,
  live: Field,
  now: Field,
): readonly Problem[] => {
  const path = ['tables', table, 'fields', id]
  const name = `${fieldName(draft, table, id)} of ${tableName(draft, table)}`
  if (live.kind !== now.kind) {
    const sentence = `${name} already holds ${live.kind} values and cannot become ${now.kind}. ${fresh}`
    return [
      errorAt('kind-changed', [...path, 'kind'], sentence, {
        fix: { kind: 'change-field', table, field: id, set: { kind: live.kind } },
      }),
    ]
  }
  if (isEncrypted(live) !== isEncrypted(now)) {
    const how = isEncrypted(live)
      ? 'are stored encrypted and cannot be stored openly'
      : 'are stored openly and cannot become encrypted'
    const sentence = `The values of ${name} ${how}. ${fresh}`
    return [
      errorAt('stored-form-changed', [...path, 'class'], sentence, {
        fix: { kind: 'change-field', table, field: id, set: { class: live.class } },
      }),
    ]
  }
  if (live.of !== now.of)
    return [
      errorAt('list-changed', [...path, 'of'], `${name} is already a list of something else. ${fresh}`, {
        fix: { kind: 'change-field', table, field: id, set: { of: live.of ?? null } },
      }),
    ]
  if (live.to === now.to) return []
  return [
    errorAt(
      'target-changed',
      [...path, 'to'],
      `${name} already refers to ${tableName(draft, live.to ?? '')} and cannot refer to another table. ${fresh}`,
    ),
  ]
}

/**
 * What keeps a draft from following the version that is live: publishing only adds, so whatever already holds values
 * keeps its kind, its stored form and whose it is.
 */
export const checkAgainst = (live: Portal, draft: Portal): readonly Problem[] => [
  ...(live.portal === draft.portal
    ? []
    : [errorAt('another-portal', ['portal'], `The id of a portal never changes. Keep "${live.portal}".`)]),
  ...pairsOf(live.tables, draft.tables).kept.flatMap(({ id, before, after }) => [
    ...(before.people === after.people
      ? []
      : [
          errorAt(
            'people-changed',
            ['tables', id, 'people'],
            `${tableName(draft, id)} already has records, so who they are cannot change. Add a new table instead.`,
          ),
        ]),
    ...(before.patient === after.patient
      ? []
      : [
          errorAt(
            'ownership-changed',
            ['tables', id, 'patient'],
            `${tableName(draft, id)} already has records, so whose they are cannot change. Add a new table instead.`,
          ),
        ]),
    ...pairsOf(before.fields, after.fields).kept.flatMap((field) =>
      fieldProblems(draft, id, field.id, field.before, field.after),
    ),
  ]),
]

/** Fields that a draft has and the live version has not. */
export const addedFields = (
  live: Portal,
  draft: Portal,
): readonly { readonly table: string; readonly field: string }[] =>
  Object.entries(draft.tables).flatMap(([table, { fields }]) =>
    Object.keys(fields)
      .filter((field) => !isDeclared(live, table, field))
      .map((field) => ({ table, field })),
  )

/** The same of one field that comes back after versions without it: its values are there, as the past version stored them. */
export const checkReturning = (
  past: Portal,
  draft: Portal,
  table: string,
  field: string,
): readonly Problem[] =>
  checkAgainst(past, draft).filter(
    ({ path }) => path[1] === table && (path[2] === 'fields' ? path[3] === field : path[0] === 'tables'),
  )
