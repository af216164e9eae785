import type { Condition } from '../../packages/engine/access/condition.ts'
import type { Person } from '../person.ts'

export type Edits = Parameters<Person['api']['draft']['edit']['mutate']>[0]['edits']

/** Edits the draft as it is now, and answers its new revision. */
export const edit = async (person: Person, ...edits: Edits): Promise<number> => {
  const { revision } = await person.api.draft.load.query()
  return (await person.api.draft.edit.mutate({ revision, edits })).revision
}

/** One cell of the matrix that may be read from now on. */
export const cell = (role: string, table: string, field: string, where?: Condition): Edits[number] => ({
  kind: 'set-cell',
  role,
  table,
  field,
  verb: 'read',
  on: true,
  ...(where && { where }),
})

/** Whom and what a review says the changes of the draft reach. */
export const reached = async (person: Person): Promise<readonly string[]> =>
  (await person.api.draft.review.query()).changes.flatMap(({ reach }) => (reach === null ? [] : [reach]))

/** A refusal's message is its code. */
export const codeOf = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => 'done',
    (fault: unknown) => (fault instanceof Error ? fault.message : 'unknown'),
  )
