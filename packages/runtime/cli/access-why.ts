import type { FieldVerb } from '@portico/engine/access/who-may'
import type { RecordId } from '@portico/engine/brand'
import { isDeclared } from '@portico/engine/portal/resolve'
import { askAtTheMachine, momentAtTheMachine } from '../commands/ask-at-the-machine.ts'
import { whyAnswer } from '../commands/why-can.ts'
import type { Runtime } from '../open.ts'
import { named, namesFor, notThere } from './access-question.ts'
import type { ExitCode, Output } from './verb.ts'

export type Why = {
  readonly table: string
  readonly field: string
  readonly who: string
  readonly record: RecordId
  readonly verb: FieldVerb
  /** A past moment, ISO; null for now. */
  readonly at: string | null
}

const able = (can: boolean, at: string | null): string => {
  if (at === null) return can ? 'can' : 'cannot'
  return can ? 'could' : 'could not'
}

/** `portico access why`: what decides whether an account may do something to one field of one record. */
export const why = async (
  runtime: Runtime,
  { who, record, verb, at, ...cell }: Why,
  isJson: boolean,
  output: Output,
): Promise<ExitCode> => {
  const { adapters } = runtime
  const live = await adapters.live.current()
  if (!isDeclared(live.portal, cell.table, cell.field))
    return notThere(`field ${cell.table}.${cell.field}`, output)
  const facts = await askAtTheMachine(adapters, { asked: 'why', ...cell, record, ...named(who, runtime) })
  if (facts.account === null || facts.people.length === 0) return notThere('such account', output)
  if (facts.records.length === 0) return notThere('such record', output)
  const moment = at === null ? null : await momentAtTheMachine(adapters, facts.account, record, at)
  const answer = await whyAnswer({ live, store: adapters.live }, { ...cell, verb }, facts, moment)
  if (!answer) return notThere('such field at that time', output)
  const { can, person, roles, version, sentences } = answer
  const name = (await namesFor(runtime, live.portal))(person)
  const told = { can, name, roles: person.roles, version, verb, sentences }
  if (isJson) output.out(JSON.stringify(told, null, 2))
  else
    output.out(
      [
        `${can ? 'Yes' : 'No'}: ${name} (${roles.join(', ')}) ${able(can, at)} ${verb} ${cell.table}.${cell.field} of this record, by version ${version}.`,
        ...sentences.map(({ text }) => `  ${text}`),
        ...new Set(
          sentences.flatMap(({ cell: place }) =>
            place
              ? [`  To change it: role ${place.role}, field ${place.field}, in the matrix of ${place.table}.`]
              : [],
          ),
        ),
      ].join('\n'),
    )
  return 0
}
