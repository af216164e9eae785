import { fieldVerbs, type FieldVerb } from '@portico/engine/access/who-may'
import { isAccountId, isRecordId, type RecordId } from '@portico/engine/brand'
import {
  actorIn,
  isDeclared,
  isFieldVerb,
  whoCanAnswer,
  whySentences,
  type WhoCanAnswer,
} from '../commands/access-answer.ts'
import { askAtTheMachine, namesAtTheMachine } from '../commands/ask-at-the-machine.ts'
import { CannotRun } from '../config.ts'
import { openRuntime, type Runtime } from '../open.ts'
import type { AccessPerson } from '../postgres/access-store.ts'
import { readCliConfig } from './connection.ts'
import type { CliVerb, ExitCode, Output } from './verb.ts'

const usage =
  'who-can <table>.<field> [--record <id>] [--json]\n  portico access why <account e-mail or id> <table>.<field> <record> [--verb read|create|update|export] [--json]'

const exits =
  'Exit code: 0 answered, whether the answer is yes or no; 1 no such table, field, account or record; 2 wrong usage.'

type Asked = { readonly positional: readonly string[]; readonly options: ReadonlyMap<string, string> }

/** Words and `--name value`, `--json` alone; null for what no question has. */
const parsed = (args: readonly string[]): Asked | null => {
  const positional: string[] = []
  const options = new Map<string, string>()
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    if (arg === '--json') options.set('json', 'yes')
    else if (arg === '--record' || arg === '--verb') options.set(arg.slice(2), args[++at] ?? '')
    else if (arg.startsWith('-')) return null
    else positional.push(arg)
  }
  return { positional, options }
}

const cellOf = (text: string | undefined): { readonly table: string; readonly field: string } | null => {
  const [table, field, ...more] = text?.split('.') ?? []
  return table && field && more.length === 0 ? { table, field } : null
}

/** Names in sentences stand between stars, for screens. */
const plain = (sentence: string): string => sentence.replaceAll('*', '')

const sentences = ({ table, field, records, roles, people, patients, version }: WhoCanAnswer): string =>
  [
    `Who can do what to ${table}.${field}${records === null ? '' : ' of this record'}, by version ${version}:`,
    ...roles.flatMap(({ grounds }) =>
      grounds.map(({ permission, sentence }) => `  permission ${permission}: ${plain(sentence)}`),
    ),
    people.length === 0 ? 'Nobody who works here can.' : 'These accounts:',
    ...people.map(
      ({ name, isProxy, roles: held, may, account }) =>
        `  ${name}${isProxy ? ' (acting for the patient)' : ''}, ${held.join(', ')}: ${may
          .map(({ verb, by }) => `${verb} (permission ${by.join(', ')})`)
          .join(', ')} [${account}]`,
    ),
    ...(patients === null
      ? []
      : [`${patients} patients have an account; they reach their own records only.`]),
  ].join('\n')

const nameIn =
  (names: ReadonlyMap<string, string>) =>
  ({ person, audience }: AccessPerson): string =>
    (person === null ? undefined : names.get(person)) ??
    (audience === 'patient' ? 'A patient' : 'A staff member')

const notThere = (what: string, output: Output): ExitCode => {
  output.err(`There is no ${what}.`)
  return 1
}

type Cell = { readonly table: string; readonly field: string }

const whoCan = async (
  { adapters }: Runtime,
  cell: Cell,
  record: RecordId | null,
  isJson: boolean,
  output: Output,
): Promise<ExitCode> => {
  const live = await adapters.live.current()
  if (!isDeclared(live.portal, cell.table, cell.field))
    return notThere(`field ${cell.table}.${cell.field}`, output)
  const facts = await askAtTheMachine(adapters, { asked: 'who-can', ...cell, record: record ?? undefined })
  if (record !== null && facts.records.length === 0) return notThere('such record', output)
  const names = await namesAtTheMachine(adapters, live.portal)
  const answer = whoCanAnswer(live, { ...cell, isOnRecords: record !== null }, facts, nameIn(names))
  output.out(isJson ? JSON.stringify(answer, null, 2) : sentences(answer))
  return 0
}

type Why = Cell & { readonly who: string; readonly record: RecordId; readonly verb: FieldVerb }

const why = async (
  { adapters }: Runtime,
  { who, record, verb, ...cell }: Why,
  isJson: boolean,
  output: Output,
): Promise<ExitCode> => {
  const live = await adapters.live.current()
  if (!isDeclared(live.portal, cell.table, cell.field))
    return notThere(`field ${cell.table}.${cell.field}`, output)
  const asked = isAccountId(who) ? { account: who } : { signIn: adapters.macs.signInName(who) }
  const facts = await askAtTheMachine(adapters, { asked: 'why', ...cell, record, ...asked })
  const [person] = facts.people
  const [found] = facts.records
  if (facts.account === null || !person) return notThere('such account', output)
  if (!found) return notThere('such record', output)
  const names = await namesAtTheMachine(adapters, live.portal)
  const said = facts.people.flatMap((one) =>
    whySentences(live.portal, actorIn(one), { ...cell, verb }, found, facts.today),
  )
  const can = said.some(({ isGranted }) => isGranted)
  const shown = said.filter(({ isGranted }) => isGranted === can)
  const name = nameIn(names)(person)
  if (isJson) output.out(JSON.stringify({ can, name, roles: person.roles, verb, sentences: shown }, null, 2))
  else
    output.out(
      [
        `${can ? 'Yes' : 'No'}: ${name} (${person.roles.join(', ')}) can${can ? '' : 'not'} ${verb} ${cell.table}.${cell.field} of this record.`,
        ...shown.map(({ text }) => `  ${text}`),
        ...new Set(
          shown.flatMap(({ cell: at }) =>
            at ? [`  To change it: role ${at.role}, field ${at.field}, in the matrix of ${at.table}.`] : [],
          ),
        ),
      ].join('\n'),
    )
  return 0
}

/** What to do with a question that is put rightly; null when it is not. */
const question = (
  args: readonly string[],
  output: Output,
): ((runtime: Runtime) => Promise<ExitCode>) | null => {
  const asked = parsed(args)
  if (asked === null) return null
  const { positional, options } = asked
  const isJson = options.has('json')
  const record = options.get('record')
  const verb = options.get('verb') ?? 'read'
  const [what, first, second, third, ...more] = positional
  if (what === 'who-can' && second === undefined && !options.has('verb')) {
    const cell = cellOf(first)
    if (cell === null || (record !== undefined && !isRecordId(record))) return null
    return (runtime) => whoCan(runtime, cell, record ?? null, isJson, output)
  }
  const cell = cellOf(second)
  if (what !== 'why' || first === undefined || cell === null || third === undefined || more.length > 0)
    return null
  if (!isRecordId(third) || record !== undefined || !isFieldVerb(verb)) return null
  return (runtime) => why(runtime, { ...cell, who: first, record: third, verb }, isJson, output)
}

/** `portico access who-can|why`: who may do what to a field, and why somebody may or may not. Asking is an entry. */
export const accessVerb: CliVerb = {
  usage,
  summary: `Say who can see or change a field (${fieldVerbs.join(', ')}), and why.\n${exits}`,
  run: async (args, output) => {
    const ask = question(args, output)
    if (ask === null) {
      output.err(`Use: portico access ${usage}\n${exits}`)
      return 2
    }
    try {
      const runtime = openRuntime(readCliConfig(process.env))
      try {
        return await ask(runtime)
      } finally {
        await runtime.close()
      }
    } catch (fault) {
      if (!(fault instanceof CannotRun)) throw fault
      output.err(fault.message)
      return 2
    }
  },
}
