import type { RecordId } from '@portico/engine/brand'
import { own } from '@portico/engine/portal/own'
import { askAtTheMachine, momentAtTheMachine } from '../commands/ask-at-the-machine.ts'
import { whyTransitionAnswer } from '../commands/why-transition.ts'
import type { Runtime } from '../open.ts'
import { named, namesFor, notThere, plain } from './access-question.ts'
import type { ExitCode, Output } from './verb.ts'

/** `portico access why-transition`: everything that stands between an account and a step of one request. */
export const whyTransition = async (
  runtime: Runtime,
  {
    who,
    workflow,
    transition,
    record,
  }: {
    readonly who: string
    readonly workflow: string
    readonly transition: string
    readonly record: RecordId
  },
  isJson: boolean,
  output: Output,
): Promise<ExitCode> => {
  const { adapters } = runtime
  const live = await adapters.live.current()
  const table = own(live.portal.workflows, workflow)?.table
  if (table === undefined) return notThere(`workflow ${workflow}`, output)
  const facts = await askAtTheMachine(adapters, {
    asked: 'why-transition',
    table,
    record,
    ...named(who, runtime),
  })
  if (facts.account === null || facts.people.length === 0) return notThere('such account', output)
  if (facts.records.length === 0) return notThere('such request', output)
  const moment = await momentAtTheMachine(adapters, facts.account, record, null)
  const answer = await whyTransitionAnswer({ live, store: adapters.live }, transition, facts, moment)
  if (!answer) return notThere(`step ${workflow}.${transition}`, output)
  const { person, ...told } = answer
  const { can, roles, sentences } = told
  const name = (await namesFor(runtime, live.portal))(person)
  if (isJson) output.out(JSON.stringify({ name, ...told }, null, 2))
  else
    output.out(
      [
        `${can ? 'Yes' : 'No'}: ${name} (${roles.join(', ')}) can${can ? '' : 'not'} take ${transition} on this request.`,
        ...sentences.map((sentence) => `  ${plain(sentence)}`),
      ].join('\n'),
    )
  return 0
}
