import { isPrivate } from '../field/class.ts'
import { offeredIn } from '../field/offered.ts'
import { isTime } from '../field/time.ts'
import { kindProblems } from './check-kinds.ts'
import { fieldName, tableName } from './name.ts'
import { own } from './own.ts'
import type { Field, Portal, Table } from './portal.ts'
import { errorAt, hintAt, type Path, type Problem } from './problem.ts'
import { resolvePath } from './resolve.ts'

const searchableByWords = ['text', 'long-text', 'address', 'list']
const chosen: readonly Field['kind'][] = ['choice', 'many-choice']

type Limit = 'min' | 'max' | 'decimals' | 'not-before' | 'not-after'

const without = (
  table: string,
  field: string,
  key: 'to' | 'options' | 'retired' | 'search' | 'once' | Limit,
) => ({ fix: { kind: 'change-field', table, field, set: { [key]: null } } }) as const

const referenceProblems = (portal: Portal, table: string, id: string, field: Field): readonly Problem[] => {
  const path: Path = ['tables', table, 'fields', id]
  const name = fieldName(portal, table, id)
  if (field.to === undefined) {
    const sentence = `${name} refers to records of another table. Say of which one.`
    return field.kind === 'reference' ? [errorAt('reference-nowhere', path, sentence)] : []
  }
  if (field.kind !== 'reference') {
    const sentence = `${name} is no reference, so it leads to no table.`
    return [errorAt('field-setting', [...path, 'to'], sentence, without(table, id, 'to'))]
  }
  const sentence = `${name} refers to a table "${field.to}" that does not exist.`
  return own(portal.tables, field.to) ? [] : [errorAt('unknown-table', [...path, 'to'], sentence)]
}

const choiceProblems = (portal: Portal, table: string, id: string, field: Field): readonly Problem[] => {
  const path: Path = ['tables', table, 'fields', id]
  const name = fieldName(portal, table, id)
  if (!chosen.includes(field.kind)) {
    const sentence = `${name} is no choice, so it has no options.`
    const fix = without(table, id, 'options')
    return [
      ...(field.options === undefined ? [] : [errorAt('field-setting', [...path, 'options'], sentence, fix)]),
      ...(field.retired === undefined
        ? []
        : [errorAt('field-setting', [...path, 'retired'], sentence, without(table, id, 'retired'))]),
    ]
  }
  const known = (field.retired ?? []).filter((option) => own(field.options, option))
  const strangers = (field.retired ?? []).filter((option) => !own(field.options, option))
  if (strangers.length > 0)
    return [
      errorAt(
        'unknown-option',
        [...path, 'retired'],
        `${name} is said to offer "${strangers.join('", "')}" no longer, which is none of its choices. Take it out.`,
        {
          fix: { kind: 'change-field', table, field: id, set: { retired: known.length > 0 ? known : null } },
        },
      ),
    ]
  if (Object.keys(field.options ?? {}).length > 0 && offeredIn(field).length === 0)
    return [
      errorAt(
        'choice-without-options',
        path,
        `None of the choices of ${name} is offered any more. Offer one again, or add another.`,
        { fix: { kind: 'change-field', table, field: id, set: { retired: null } } },
      ),
    ]
  const sentence = `${name} is a choice with nothing to choose from. Add an option.`
  return Object.keys(field.options ?? {}).length > 0
    ? []
    : [errorAt('choice-without-options', path, sentence)]
}

const searchProblems = (portal: Portal, table: string, id: string, field: Field): readonly Problem[] => {
  const path: Path = ['tables', table, 'fields', id, 'search']
  const name = fieldName(portal, table, id)
  if (field.search === undefined) return []
  if (field.kind === 'computed') {
    const sentence = `${name} is worked out when it is read, so it cannot be searched. Search what it is made of.`
    return [errorAt('search-kind', path, sentence, without(table, id, 'search'))]
  }
  if (field.kind === 'signature') {
    const sentence = `${name} is a signature, which cannot be searched.`
    return [errorAt('search-kind', path, sentence, without(table, id, 'search'))]
  }
  if (field.kind === 'attachment') {
    const sentence = `${name} is a file, and what is in a file cannot be searched.`
    return [errorAt('search-kind', path, sentence, without(table, id, 'search'))]
  }
  if (!isPrivate(field.class) || field.kind === 'reference') {
    const sentence = `${name} can be found without guarded search; that is for private values.`
    return [errorAt('search-needless', path, sentence, without(table, id, 'search'))]
  }
  if (field.search !== 'words' || searchableByWords.includes(field.kind)) return []
  return [
    errorAt('search-kind', path, `${name} has no words to search by. Let it be found by its whole value.`),
  ]
}

const onceProblems = (portal: Portal, table: string, id: string, field: Field): readonly Problem[] => {
  if (field.once === undefined || field.kind === 'reference') return []
  const sentence = `${fieldName(portal, table, id)} is no reference, so there is nothing that it could take only once.`
  return [
    errorAt('field-setting', ['tables', table, 'fields', id, 'once'], sentence, without(table, id, 'once')),
  ]
}

const limited = {
  min: ['number', 'money'],
  max: ['number', 'money'],
  decimals: ['number'],
  'not-before': ['date', 'date-time', 'time'],
  'not-after': ['date', 'date-time', 'time'],
} as const satisfies Record<Limit, readonly Field['kind'][]>
const limits = ['min', 'max', 'decimals', 'not-before', 'not-after'] as const

const isEmptyRange = ({ min, max, 'not-before': first, 'not-after': last }: Field): boolean =>
  (min !== undefined && max !== undefined && min > max) ||
  (first !== undefined && last !== undefined && first !== 'today' && last !== 'today' && first > last)

const limitProblems = (portal: Portal, table: string, id: string, field: Field): readonly Problem[] => {
  const path: Path = ['tables', table, 'fields', id]
  const name = fieldName(portal, table, id)
  const misplaced = limits.filter(
    (limit) => field[limit] !== undefined && !limited[limit].some((kind) => kind === field.kind),
  )
  const what = {
    min: 'number or amount',
    max: 'number or amount',
    decimals: 'number',
    'not-before': 'date or time',
    'not-after': 'date or time',
  } as const
  return [
    ...misplaced.map((limit) =>
      errorAt(
        'field-setting',
        [...path, limit],
        `${name} is no ${what[limit]}, so it has no such limit.`,
        without(table, id, limit),
      ),
    ),
    ...(['not-before', 'not-after'] as const).flatMap((limit) => {
      const given = field[limit]
      if (given === undefined || misplaced.includes(limit)) return []
      if (isTime(given) === (field.kind === 'time')) return []
      const sentence = `${name} is a ${field.kind === 'time' ? 'time of day, so its limits are times such as 09:30' : 'day, so its limits are days such as 2026-12-31'}.`
      return [errorAt('limit-kind', [...path, limit], sentence, without(table, id, limit))]
    }),
    ...(isEmptyRange(field)
      ? [errorAt('limits-empty', path, `Nothing lies within the limits of ${name}. Change one of them.`)]
      : []),
  ]
}

/** Follows ownership from table to table; a table met twice means that nobody owns any of them. */
const isCircle = (portal: Portal, table: string, seen: ReadonlySet<string> = new Set()): boolean => {
  if (seen.has(table)) return true
  const declared = own(portal.tables, table)
  if (!declared?.patient || declared.people === 'patient') return false
  const met = new Set([...seen, table])
  let at = table
  for (const step of declared.patient.split('.')) {
    const found = resolvePath(portal, at, step)
    if (found.kind !== 'field' || found.field.to === undefined) return false
    at = found.field.to
    if (met.has(at)) return true
  }
  return isCircle(portal, at, met)
}

const pathProblem = (portal: Portal, table: string, ownership: string): Problem | null => {
  const path: Path = ['tables', table, 'patient']
  const name = tableName(portal, table)
  if (ownership.split('.').length > 2)
    return errorAt('ownership-path', path, `${name} may lead to its patient over at most two references.`)
  const found = resolvePath(portal, table, ownership)
  if (found.kind === 'unknown')
    return errorAt(
      'unknown-field',
      path,
      `${name} says that "${ownership}" leads to its patient, but there is no field "${found.at}".`,
    )
  if (found.kind !== 'field' || found.field.kind !== 'reference') {
    return errorAt(
      'ownership-path',
      path,
      `${name} says that "${ownership}" leads to its patient, but that is no reference.`,
    )
  }
  if (isCircle(portal, table))
    return errorAt(
      'ownership-circle',
      path,
      `The way from ${name} to its patient goes in a circle. Let it end at a patient.`,
    )
  const end = own(portal.tables, found.field.to ?? '')
  if (end?.people === 'patient') return null
  return errorAt(
    'ownership-path',
    path,
    `"${ownership}" of ${name} leads to ${tableName(portal, found.field.to ?? '')}, which are not the patients.`,
  )
}

const ownershipProblems = (portal: Portal, id: string, table: Table): readonly Problem[] => {
  const path: Path = ['tables', id]
  const name = tableName(portal, id)
  if (table.people === 'patient') {
    return table.patient === undefined
      ? []
      : [
          errorAt(
            'ownership-path',
            [...path, 'patient'],
            `${name} are the patients themselves; they belong to nobody else.`,
          ),
        ]
  }
  if (table.patient !== undefined) {
    const problem = pathProblem(portal, id, table.patient)
    return problem ? [problem] : []
  }
  const hidden = Object.entries(table.fields).find(([, field]) => isPrivate(field.class))
  if (!hidden) return []
  const references = Object.entries(table.fields).filter(
    ([, field]) => own(portal.tables, field.to ?? '')?.people === 'patient',
  )
  const [only] = references
  const sentence =
    table.people === 'staff'
      ? `${fieldName(portal, id, hidden[0])} is private, and staff records belong to no patient. Answer "only how we work".`
      : `${name} has the private field ${fieldName(portal, id, hidden[0])}, so it must say which patient a record belongs to.`
  const fix =
    only && references.length === 1
      ? { fix: { kind: 'restore', parts: [{ path: [...path, 'patient'], value: only[0] }] } as const }
      : {}
  return [errorAt('private-without-patient', [...path, 'patient'], sentence, fix)]
}

const peopleProblems = (portal: Portal): readonly Problem[] =>
  (['patient', 'staff'] as const).flatMap((audience) =>
    Object.entries(portal.tables)
      .filter(([, table]) => table.people === audience)
      .slice(1)
      .map(([id]) =>
        errorAt(
          'people-twice',
          ['tables', id, 'people'],
          `Only one table can be the ${audience === 'patient' ? 'patients' : 'staff'}, and ${tableName(portal, id)} is a second.`,
        ),
      ),
  )

export const checkTables = (portal: Portal): readonly Problem[] => [
  ...peopleProblems(portal),
  ...Object.entries(portal.tables).flatMap(([id, table]) => [
    ...(Object.keys(table.fields).length === 0
      ? [hintAt('table-empty', ['tables', id], `${tableName(portal, id)} has no fields yet.`)]
      : []),
    ...ownershipProblems(portal, id, table),
    ...Object.entries(table.fields).flatMap(([field, declared]) => [
      ...referenceProblems(portal, id, field, declared),
      ...choiceProblems(portal, id, field, declared),
      ...searchProblems(portal, id, field, declared),
      ...onceProblems(portal, id, field, declared),
      ...limitProblems(portal, id, field, declared),
      ...kindProblems(portal, id, field, declared),
    ]),
  ]),
]
