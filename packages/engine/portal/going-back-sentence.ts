import { fieldName, listed, tableName, workflowName } from './name.ts'
import { recordsName } from './plural.ts'
import type { Portal } from './portal.ts'
import type { OpenCount } from './touched-requests.ts'
import type { ValueChange } from './values-sentence.ts'

const figure = new Intl.NumberFormat('en-US')

/** What is there now and that version does not know: "*Allergies* of refills came later. 12 records have it: …". */
export const heldSentence = (live: Portal, change: ValueChange, count: number | null): string => {
  const many = count === null ? 'Many records' : count === 1 ? '1 record' : `${figure.format(count)} records`
  const verb = count === 1 ? 'has' : 'have'
  return change.kind === 'retire-table'
    ? `The table ${tableName(live, change.table)} is not in it. ${many} ${count === 1 ? 'is' : 'are'} kept and hidden, and there again when the table is.`
    : `${fieldName(live, change.table, change.field)} of ${recordsName(live, change.table)} is not in it. ${many} ${verb} a value, which is kept and hidden, and there again when the field is.`
}

/** Requests that began with a later version keep its process. */
export const beganLaterSentence = (
  live: Portal,
  later: readonly OpenCount[],
  version: number,
): readonly string[] => {
  const workflows = [...new Set(later.map(({ workflow }) => workflow))]
  if (workflows.length === 0) return []
  const parts = workflows.map((id) => {
    const count = later.filter(({ workflow }) => workflow === id).reduce((sum, one) => sum + one.count, 0)
    return `${figure.format(count)} of ${workflowName(live, id)}`
  })
  const total = later.reduce((sum, { count }) => sum + count, 0)
  return [
    `${total === 1 ? '1 open request' : `${figure.format(total)} open requests`} began after version ${String(version)} (${listed(parts)}) and ${total === 1 ? 'goes' : 'go'} on by the steps ${total === 1 ? 'it' : 'they'} began with.`,
  ]
}
