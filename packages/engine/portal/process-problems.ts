import { clauseOf, factsOf, pathsOf, type Condition } from '../access/condition.ts'
import { isEncrypted } from '../field/stored.ts'
import { fieldName, queueName, roleName, noticeName, workflowName } from './name.ts'
import { own } from './own.ts'
import type { Portal, Workflow } from './portal.ts'
import { errorAt, type Path, type Problem } from './problem.ts'
import { peopleTable } from './people-table.ts'
import { resolvePath } from './resolve.ts'

/** A part of the pinned version without which its open requests could not go on. */
export type Need =
  | { readonly kind: 'role' | 'queue' | 'notice' | 'table'; readonly id: string }
  | { readonly kind: 'field'; readonly table: string; readonly id: string }
/** What the live version lacks, and why that is a problem. */
export type Lack = { readonly need: Need; readonly problem: Problem }

/** What the process of open requests names beside itself, each with where it is named. */
type Named = {
  readonly kind: 'role' | 'queue' | 'notice' | 'field'
  readonly id: string
  readonly path: Path
}

const conditionFields = (condition: Condition | undefined, path: Path): readonly Named[] =>
  condition === undefined ? [] : pathsOf(clauseOf(condition)).map((id) => ({ kind: 'field', id, path }))

const namedBy = (pinned: Portal, id: string, workflow: Workflow): readonly Named[] => {
  const path: Path = ['workflows', id]
  const form = own(pinned.forms, workflow.start.form)
  return [
    ...(form?.questions ?? []).flatMap((question, index): readonly Named[] => {
      const at: Path = ['forms', workflow.start.form, 'questions', index]
      return [{ kind: 'field', id: question.ask, path: at }, ...conditionFields(question['only-when'], at)]
    }),
    ...Object.entries(workflow.states).flatMap(([key, { queue }]): readonly Named[] =>
      queue === undefined ? [] : [{ kind: 'queue', id: queue, path: [...path, 'states', key, 'queue'] }],
    ),
    ...Object.entries(workflow.transitions).flatMap(([key, transition]): readonly Named[] => {
      const at: Path = [...path, 'transitions', key]
      return [
        ...transition.by
          .filter((role) => role !== 'system')
          .map((role): Named => ({ kind: 'role', id: role, path: [...at, 'by'] })),
        ...(transition.asks ?? []).map((field): Named => ({
          kind: 'field',
          id: field,
          path: [...at, 'asks'],
        })),
        ...(transition.clears ?? []).map((field): Named => ({
          kind: 'field',
          id: field,
          path: [...at, 'clears'],
        })),
        ...conditionFields(transition['only-when'], [...at, 'only-when']),
        ...(transition.notice === undefined
          ? []
          : [{ kind: 'notice', id: transition.notice, path: [...at, 'notice'] } as const]),
      ]
    }),
  ]
}

/** A guard's `me.location` needs that fact of each role that may take the step. */
const factProblems = (pinned: Portal, live: Portal, id: string, workflow: Workflow): readonly Lack[] =>
  Object.entries(workflow.transitions).flatMap(([key, transition]) => {
    const facts = factsOf(clauseOf(transition['only-when'])).filter((fact) => fact !== null)
    const audiences = new Set(
      transition.by
        .map((role) => own(pinned.roles, role)?.audience)
        .filter((audience) => audience !== undefined),
    )
    return [...audiences].flatMap((audience) =>
      facts
        .filter((fact) => !own(peopleTable(live, audience)?.table.fields, fact))
        .map((fact) => ({
          need: { kind: 'field', table: peopleTable(pinned, audience)?.id ?? '', id: fact },
          problem: errorAt(
            'open-requests-need',
            ['workflows', id, 'transitions', key, 'only-when'],
            `Open requests of ${workflowName(pinned, id)} still need "me.${fact}". Keep that field until they are done.`,
          ),
        })),
    )
  })

const fieldProblem = (
  pinned: Portal,
  live: Portal,
  table: string,
  name: string,
  { id, path }: Named,
): readonly Lack[] => {
  const was = resolvePath(pinned, table, id)
  const is = resolvePath(live, table, id)
  if (was.kind !== 'field') return []
  const field = fieldName(pinned, was.table, was.id)
  const need = { kind: 'field', table: was.table, id: was.id } as const
  const say = (sentence: string): readonly Lack[] => [
    { need, problem: errorAt('open-requests-need', path, sentence) },
  ]
  if (is.kind !== 'field')
    return say(`Open requests of ${name} still need the field ${field}. Keep it until they are done.`)
  const isAlike =
    was.field.kind === is.field.kind &&
    was.field.to === is.field.to &&
    isEncrypted(was.field) === isEncrypted(is.field)
  return isAlike ? [] : say(`Open requests of ${name} need ${field} as it was. Add a new field instead.`)
}

/** What requests that began with an earlier version need of a new one that it has not, each once. */
export const lacksOf = (pinned: Portal, workflowId: string, live: Portal): readonly Lack[] => {
  const workflow = own(pinned.workflows, workflowId)
  if (!workflow) return []
  const name = workflowName(pinned, workflowId)
  if (!own(live.tables, workflow.table)) {
    const sentence = `Open requests of ${name} still need the table "${workflow.table}". Keep it until they are done.`
    return [
      {
        need: { kind: 'table', id: workflow.table },
        problem: errorAt('open-requests-need', ['tables', workflow.table], sentence),
      },
    ]
  }
  const lacking = namedBy(pinned, workflowId, workflow).flatMap((named): readonly Lack[] => {
    const { kind, id, path } = named
    if (kind === 'field') return fieldProblem(pinned, live, workflow.table, name, named)
    const what = missing(pinned, live, kind, id)
    const sentence = `Open requests of ${name} still need the ${what ?? ''}. Keep it until they are done.`
    return what === null
      ? []
      : [{ need: { kind, id }, problem: errorAt('open-requests-need', path, sentence) }]
  })
  const seen = new Set<string>()
  return [...lacking, ...factProblems(pinned, live, workflowId, workflow)].filter(
    ({ problem: { sentence } }) => !seen.has(sentence) && seen.add(sentence),
  )
}

/** What is not there any more, in words; null for what is. */
const missing = (
  pinned: Portal,
  live: Portal,
  kind: 'role' | 'queue' | 'notice',
  id: string,
): string | null => {
  switch (kind) {
    case 'role':
      return own(live.roles, id)?.audience === own(pinned.roles, id)?.audience
        ? null
        : `role ${roleName(pinned, id)}`
    case 'queue':
      return own(live.queues, id) ? null : `queue ${queueName(pinned, id)}`
    case 'notice':
      return own(live.notices, id) ? null : `message ${noticeName(pinned, id)}`
  }
}

/**
 * Why the requests that began with an earlier version could not go on under a new one: their states, transitions and
 * guards are pinned, and everything these name is looked up in the version that is live.
 */
export const processProblems = (pinned: Portal, workflowId: string, live: Portal): readonly Problem[] =>
  lacksOf(pinned, workflowId, live).map(({ problem }) => problem)
