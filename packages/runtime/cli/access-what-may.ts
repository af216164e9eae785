import { askAtTheMachine } from '../commands/ask-at-the-machine.ts'
import { whatMayAs, type WhatMayAnswer } from '../commands/what-may.ts'
import type { Runtime } from '../open.ts'
import { named, namesFor, notThere, plain } from './access-question.ts'
import type { ExitCode, Output } from './verb.ts'

const sentences = ({
  roles,
  isProxy,
  tables,
  transitions,
  powers,
}: WhatMayAnswer['as'][number]): readonly string[] => [
  `${isProxy ? 'Acting for a patient, as' : 'As'} ${roles.join(', ')}:`,
  ...tables.flatMap(({ grounds }) => grounds.map(({ sentence }) => `  ${plain(sentence)}`)),
  ...transitions.map((sentence) => `  ${plain(sentence)}`),
  ...(powers.length > 0 ? [`  powers: ${powers.join(', ')}`] : []),
]

/** `portico access what-may`: everything one account may do, by the live version. */
export const whatMay = async (
  runtime: Runtime,
  who: string,
  isJson: boolean,
  output: Output,
): Promise<ExitCode> => {
  const { adapters } = runtime
  const live = await adapters.live.current()
  const facts = await askAtTheMachine(adapters, { asked: 'what-may', ...named(who, runtime) })
  const [person] = facts.people
  if (facts.account === null || !person) return notThere('such account', output)
  const answer: WhatMayAnswer = {
    version: live.version,
    name: (await namesFor(runtime, live.portal))(person),
    as: whatMayAs(live, facts),
  }
  output.out(
    isJson
      ? JSON.stringify(answer, null, 2)
      : [`What ${answer.name} may do, by version ${answer.version}:`, ...answer.as.flatMap(sentences)].join(
          '\n',
        ),
  )
  return 0
}
