import type { RecordId } from '@portico/engine/brand'
import { own } from '@portico/engine/portal/own'
import { askAtTheMachine, momentAtTheMachine } from '../commands/ask-at-the-machine.ts'
import { whyStepAnswer } from '../commands/why-step.ts'
import type { Runtime } from '../open.ts'
import { named, namesFor, notThere, plain } from './access-question.ts'
import type { ExitCode, Output } from './verb.ts'

/** `portico access why-step`: everything that stands between an account and a step of one request. */
export const whyStep = async (
  runtime: Runtime,
  {
    who,
    workflow,
    step,
    record,
  }: {
    readonly who: string
    readonly workflow: string
    readonly step: string
    readonly record: RecordId
  },
  isJson: boolean,
  output: Output,
): Promise<ExitCode> => {
  const { adapters } = runtime
  const live = await adapters.live.current()
  const table = own(live.portal.workflows, workflow)?.table
  if (table === undefined) return notThere(`workflow ${workflow}`, output)
  const facts = await askAtTheMachine(adapters, { asked: 'why-step', table, record, ...named(who, runtime) })
  const [person] = facts.people
  if (facts.account === null || !person) return notThere('such account', output)
  if (facts.records.length === 0) return notThere('such request', output)
  const moment = await momentAtTheMachine(adapters, facts.account, record, null)
  const answer = await whyStepAnswer({ live, store: adapters.live }, step, facts, moment)
  if (!answer) return notThere(`step ${workflow}.${step}`, output)
  const name = (await namesFor(runtime, live.portal))(person)
  const { can, roles, sentences } = answer
  if (isJson) output.out(JSON.stringify({ name, ...answer }, null, 2))
  else
    output.out(
      [
        `${can ? 'Yes' : 'No'}: ${name} (${roles.join(', ')}) can${can ? '' : 'not'} take ${step} on this request.`,
        ...sentences.map((sentence) => `  ${plain(sentence)}`),
      ].join('\n'),
    )
  return 0
}
