import { clauseOf, type Clause, type Condition, type Operand } from '../access/condition.ts'
import { fieldName, listed, queueName, roleName, stateName } from './name.ts'
import { own } from './own.ts'
import { recordsName } from './plural.ts'
import { verbs, type Permission, type Portal, type Verb } from './portal.ts'
import { resolvePath } from './resolve.ts'
import { labelOf } from './text.ts'

const requestFieldWords: Readonly<Record<string, string>> = {
  state: 'stage',
  queue: 'queue',
  assignee: 'assignee',
  due: 'due date',
  created: 'date of asking',
}

const lower = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)

const partWords = (portal: Portal, table: string, id: string): string => {
  const found = resolvePath(portal, table, id)
  if (found.kind === 'request-field') return requestFieldWords[found.name] ?? found.name
  return lower(labelOf(id, own(own(portal.tables, table)?.fields, id), 'en'))
}

/** `patient.location` reads "patient's location". */
const pathWords = (portal: Portal, table: string, path: string): string => {
  const [id = '', ...rest] = path.split('.')
  const words = partWords(portal, table, id)
  const to = own(own(portal.tables, table)?.fields, id)?.to
  return rest.length === 0
    ? words
    : `${words}'s ${to === undefined ? rest.join("'s ") : pathWords(portal, to, rest.join('.'))}`
}

const literalWords = (
  portal: Portal,
  table: string,
  path: string,
  value: string | number | boolean,
): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  const found = resolvePath(portal, table, path)
  if (found.kind === 'field') {
    const option = own(found.field.options, value)
    return option ? `*${option.en}*` : `"${value}"`
  }
  const workflow = Object.entries(portal.workflows).find(([, declared]) => declared.table === table)?.[0]
  if (found.kind === 'request-field' && found.name === 'state' && workflow !== undefined)
    return stateName(portal, workflow, value)
  if (found.kind === 'request-field' && found.name === 'queue') return queueName(portal, value)
  return `"${value}"`
}

const operandWords = (portal: Portal, table: string, path: string, operand: Operand): string => {
  switch (operand.kind) {
    case 'today':
      return 'today'
    case 'me':
      return operand.field === null ? 'themselves' : `their own ${operand.field.replaceAll(/[-_]/g, ' ')}`
    case 'literal':
      return literalWords(portal, table, path, operand.value)
  }
}

const operatorWords = {
  '=': 'is',
  '!=': 'is not',
  in: 'is',
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
  includes: 'includes',
} as const

const clauseWords = (portal: Portal, table: string, clause: Clause): string => {
  switch (clause.kind) {
    case 'all':
      return clause.of.length === 0 ? 'anything is true' : joined(portal, table, clause.of, ' and ')
    case 'any':
      return clause.of.length === 0 ? 'nothing is true' : joined(portal, table, clause.of, ' or ')
    case 'not':
      return `it is not so that ${clauseWords(portal, table, clause.of)}`
    case 'blank':
      return `${pathWords(portal, table, clause.path)} is ${clause.is ? '' : 'not '}blank`
    case 'compare':
      return `${pathWords(portal, table, clause.path)} ${operatorWords[clause.operator]} ${listed(
        clause.operands.map((operand) => operandWords(portal, table, clause.path, operand)),
        'or',
      )}`
  }
}

/** Parts that are themselves several stand in brackets, so that "and" and "or" cannot be read together. */
const joined = (portal: Portal, table: string, parts: readonly Clause[], word: string): string =>
  parts
    .map((part) => {
      const words = clauseWords(portal, table, part)
      return parts.length > 1 && (part.kind === 'all' || part.kind === 'any') && part.of.length > 1
        ? `(${words})`
        : words
    })
    .join(word)

const isEverything = (condition: Condition | undefined): boolean => {
  const clause = clauseOf(condition)
  return clause.kind === 'all' && clause.of.length === 0
}

/** A condition after "only when": "patient's location is their own location". */
export const conditionWords = (portal: Portal, table: string, condition: Condition | undefined): string =>
  clauseWords(portal, table, clauseOf(condition))

/** Which records a condition means: "refills whose patient's location is their own location", "all refills". */
export const recordsSentence = (portal: Portal, table: string, condition: Condition | undefined): string => {
  const records = recordsName(portal, table)
  if (isEverything(condition)) return `all ${records}`
  const words = clauseWords(portal, table, clauseOf(condition))
  return words.startsWith('it is not') ? `${records} where ${words}` : `${records} whose ${words}`
}

export const verbWords = {
  read: 'read',
  create: 'fill in',
  update: 'change',
  delete: 'delete',
  export: 'export',
} as const satisfies Record<Verb, string>

/** One permission: "Front desk can read *Medicine* and *Pharmacy* of refills whose …." */
export const permissionSentence = (portal: Portal, permission: Permission): string => {
  const names = permission.fields.map((field) => fieldName(portal, permission.table, field))
  const may = listed(permission.may.map((verb) => verbWords[verb]))
  const which = recordsSentence(portal, permission.table, permission.where)
  const what = names.length === 0 ? which : `${listed(names)} of ${which}`
  return `${roleName(portal, permission.role)} can ${may} ${what}.`
}

/** What a role can and cannot do, table by table, for reading back beside the matrix. */
export const roleSentences = (portal: Portal, role: string): readonly string[] =>
  Object.entries(portal.tables).flatMap(([table, declared]) => {
    const permissions = portal.permissions.filter(
      (permission) => permission.role === role && permission.table === table,
    )
    const name = roleName(portal, role)
    if (permissions.length === 0) return [`${name} cannot see ${recordsName(portal, table)}.`]
    const seen = new Set(
      permissions.flatMap((permission) => (permission.may.includes('read') ? permission.fields : [])),
    )
    const hidden = Object.keys(declared.fields).filter((field) => !seen.has(field))
    const sorted = permissions.map((permission) => ({
      ...permission,
      may: verbs.filter((verb) => permission.may.includes(verb)),
    }))
    const cannot =
      hidden.length === 0
        ? []
        : [
            `${name} cannot see ${listed(
              hidden.map((field) => fieldName(portal, table, field)),
              'or',
            )} of ${recordsName(portal, table)}.`,
          ]
    return [...sorted.map((permission) => permissionSentence(portal, permission)), ...cannot]
  })
