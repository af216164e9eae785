import { whoCan as whoCanNow, type WhoCanAnswer } from '@portico/engine/access/who-can'
import type { RecordId } from '@portico/engine/brand'
import { isDeclared } from '@portico/engine/portal/resolve'
import { askAtTheMachine } from '../commands/ask-at-the-machine.ts'
import type { Runtime } from '../open.ts'
import { namesFor, notThere, plain } from './access-question.ts'
import type { ExitCode, Output } from './verb.ts'

/** Which roles' permissions these are. */
const rolesIn =
  (roles: WhoCanAnswer['roles']) =>
  (by: readonly number[]): readonly string[] =>
    roles
      .filter(({ grounds }) => grounds.some(({ permission }) => by.includes(permission)))
      .map(({ label }) => label)

const sentences = ({ table, field, records, roles, people, patients, version }: WhoCanAnswer): string => {
  const rolesBy = rolesIn(roles)
  return [
    `Who can do what to ${table}.${field}${records === null ? '' : ' of this record'}, by version ${version}:`,
    ...roles.flatMap(({ grounds }) => grounds.map(({ sentence }) => `  ${plain(sentence)}`)),
    people.length === 0 ? 'Nobody who works here can.' : 'These accounts:',
    ...people.map(
      ({ name, isProxy, roles: held, may, account }) =>
        `  ${name}${isProxy ? ' (acting for the patient)' : ''}, ${held.join(', ')}: ${may
          .map(({ verb, by }) => `${verb} as ${rolesBy(by).join(', ')}`)
          .join(', ')} [${account}]`,
    ),
    ...(patients === null
      ? []
      : [`${patients} patients have an account; they reach their own records only.`]),
  ].join('\n')
}

/** `portico access who-can`: every role and every account that can do something to a field. */
export const whoCan = async (
  runtime: Runtime,
  cell: { readonly table: string; readonly field: string },
  record: RecordId | null,
  isJson: boolean,
  output: Output,
): Promise<ExitCode> => {
  const { adapters } = runtime
  const live = await adapters.live.current()
  if (!isDeclared(live.portal, cell.table, cell.field))
    return notThere(`field ${cell.table}.${cell.field}`, output)
  const facts = await askAtTheMachine(adapters, { asked: 'who-can', ...cell, record: record ?? undefined })
  if (record !== null && facts.records.length === 0) return notThere('such record', output)
  const nameOf = await namesFor(runtime, live.portal)
  const answer = whoCanNow(live, { ...cell, isOnRecords: record !== null }, facts, nameOf)
  output.out(isJson ? JSON.stringify(answer, null, 2) : sentences(answer))
  return 0
}
