import { clauseOf, factsOf } from '../access/condition.ts'
import { classes, classWords, isLower, type Class } from '../field/class.ts'
import { expressionKind, sourceKinds, sourcesOf, type Expression } from '../field/expression.ts'
import type { KindName } from '../field/kinds.ts'
import { conditionProblems } from './check-condition.ts'
import { fieldName, formName, listed, roleName, tableName, transitionName } from './name.ts'
import { own } from './own.ts'
import { requestFields, type Field, type Portal, type Table } from './portal.ts'
import { errorAt, type Path, type Problem } from './problem.ts'

type At = { readonly portal: Portal; readonly table: string; readonly id: string; readonly path: Path }

const strictest = (declared: Table, sources: readonly string[]): Class | null =>
  sources
    .flatMap((source) => own(declared.fields, source)?.class ?? [])
    .toSorted((one, other) => classes.indexOf(other) - classes.indexOf(one))[0] ?? null

const classProblems = (
  { portal, table, id, path }: At,
  declared: Table,
  field: Field,
  from: Expression,
): readonly Problem[] => {
  const needed = strictest(declared, sourcesOf(from))
  if (needed === null || !isLower(field.class, needed)) return []
  const sentence = `${fieldName(portal, table, id)} is made of something that is “${classWords[needed]}”, so it is that as well.`
  return [
    errorAt('computed-class', [...path, 'class'], sentence, {
      fix: { kind: 'change-field', table, field: id, set: { class: needed } },
    }),
  ]
}

const fitSentences = {
  sum: 'Only numbers can be added to numbers, and amounts of money to amounts.',
  difference: 'Take a number from a number, an amount of money from an amount, or a day from a day.',
  join: 'Only texts, phone numbers, e-mail addresses and addresses can be joined.',
} as const

const sourceProblems = (
  { portal, table, id, path }: At,
  declared: Table,
  from: Expression,
): readonly Problem[] => {
  const kind = expressionKind(from)
  const sources = sourcesOf(from)
  const name = fieldName(portal, table, id)
  const unknown = sources.filter((source) => !own(declared.fields, source))
  if (kind === 'whether') return []
  const kinds = sources.flatMap((source) => own(declared.fields, source)?.kind ?? [])
  const allowed: readonly KindName[] = sourceKinds[kind]
  const isFit = kinds.every((one) => allowed.includes(one)) && (kind === 'join' || new Set(kinds).size <= 1)
  return [
    ...unknown.map((source) =>
      errorAt(
        'unknown-field',
        [...path, 'from'],
        `${name} is made of "${source}", which ${tableName(portal, table)} does not have.`,
      ),
    ),
    ...(isFit
      ? []
      : [
          errorAt(
            'computed-kind',
            [...path, 'from'],
            `${name} cannot be worked out so. ${fitSentences[kind]}`,
          ),
        ]),
  ]
}

/** What comes of it must be the same for everybody and on every day, and must need no other record. */
const whetherProblems = ({ portal, table, id, path }: At, from: Expression): readonly Problem[] => {
  if (!('whether' in from)) return []
  const clause = clauseOf(from.whether)
  const reaches = sourcesOf(from).filter(
    (source) => source.includes('.') || requestFields.some((one) => one === source),
  )
  const isOfSomebody = factsOf(clause).length > 0 || JSON.stringify(from.whether).includes('"today"')
  return [
    ...conditionProblems(portal, {
      table,
      condition: from.whether,
      path: [...path, 'from'],
      use: 'visibility',
      roles: [],
    }),
    ...(reaches.length === 0 && !isOfSomebody
      ? []
      : [
          errorAt(
            'computed-reach',
            [...path, 'from'],
            `${fieldName(portal, table, id)} can ask only about fields of its own record, not about who looks or what day it is.`,
          ),
        ]),
  ]
}

const fieldProblems = (at: At, declared: Table, field: Field): readonly Problem[] => {
  const name = fieldName(at.portal, at.table, at.id)
  if (field.kind !== 'computed')
    return field.from === undefined
      ? []
      : [
          errorAt(
            'field-setting',
            [...at.path, 'from'],
            `${name} is not computed, so it is made of nothing.`,
            {
              fix: { kind: 'change-field', table: at.table, field: at.id, set: { from: null } },
            },
          ),
        ]
  if (field.from === undefined)
    return [errorAt('computed-of-nothing', at.path, `${name} is computed. Say what it is made of.`)]
  return [
    ...sourceProblems(at, declared, field.from),
    ...whetherProblems(at, field.from),
    ...classProblems(at, declared, field, field.from),
  ]
}

const computedIn = (portal: Portal, table: string): ReadonlyMap<string, Expression> =>
  new Map(
    Object.entries(own(portal.tables, table)?.fields ?? {}).flatMap(([id, { kind, from }]) =>
      kind === 'computed' && from ? [[id, from] as const] : [],
    ),
  )

/** Whoever sees it sees what it is made of: in one permission, so that both hold for the same records. */
const permissionProblems = (portal: Portal): readonly Problem[] =>
  portal.permissions.flatMap(({ role, table, may, fields }, index) =>
    [...computedIn(portal, table)].flatMap(([id, from]): readonly Problem[] => {
      if (!fields.includes(id)) return []
      const path: Path = ['permissions', index, 'fields']
      const [who, what] = [roleName(portal, role), fieldName(portal, table, id)]
      const written = may.find((verb) => verb === 'create' || verb === 'update')
      if (written) {
        const sentence = `${what} is worked out of other fields, so ${who} cannot fill it in or change it.`
        return [
          errorAt('computed-written', path, sentence, {
            fix: { kind: 'set-cell', role, table, field: id, verb: written, on: false },
          }),
        ]
      }
      const missing = sourcesOf(from).filter((source) => !fields.includes(source))
      if (missing.length === 0) return []
      const parts = listed(missing.map((source) => fieldName(portal, table, source)))
      return [
        errorAt(
          'computed-sources',
          path,
          `${who} is given ${what} and not ${parts}, of which it is made. Give both for the same records, or neither.`,
          { fix: { kind: 'change-permission', at: index, set: { fields: [...fields, ...missing] } } },
        ),
      ]
    }),
  )

const askedProblems = (portal: Portal): readonly Problem[] => [
  ...Object.entries(portal.forms).flatMap(([form, { table, questions }]) =>
    questions.flatMap(({ ask }, at) =>
      computedIn(portal, table).has(ask)
        ? [
            errorAt(
              'computed-asked',
              ['forms', form, 'questions', at, 'ask'],
              `${formName(portal, form)} asks for ${fieldName(portal, table, ask)}, which is worked out of other fields.`,
              { fix: { kind: 'remove-question', form, at } },
            ),
          ]
        : [],
    ),
  ),
  ...Object.entries(portal.workflows).flatMap(([workflow, { table, transitions }]) =>
    Object.entries(transitions).flatMap(([transition, { asks = [], clears = [] }]) =>
      [...asks, ...clears]
        .filter((field) => computedIn(portal, table).has(field))
        .map((field) =>
          errorAt(
            'computed-asked',
            ['workflows', workflow, 'transitions', transition],
            `${transitionName(portal, workflow, transition)} would write ${fieldName(portal, table, field)}, which is worked out of other fields.`,
          ),
        ),
    ),
  ),
]

/** Computed fields: made of what is there and fits, never more readable than that, and written by nobody. */
export const checkComputed = (portal: Portal): readonly Problem[] => [
  ...Object.entries(portal.tables).flatMap(([table, declared]) =>
    Object.entries(declared.fields).flatMap(([id, field]) =>
      fieldProblems({ portal, table, id, path: ['tables', table, 'fields', id] }, declared, field),
    ),
  ),
  ...permissionProblems(portal),
  ...askedProblems(portal),
]
