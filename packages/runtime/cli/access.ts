import { fieldVerbs, isFieldVerb } from '@portico/engine/access/who-may'
import { isRecordId } from '@portico/engine/brand'
import { CannotRun } from '../config.ts'
import { openRuntime, type Runtime } from '../open.ts'
import { dotted, parsed, type Asked } from './access-question.ts'
import { whatMay } from './access-what-may.ts'
import { whoCan } from './access-who-can.ts'
import { why } from './access-why.ts'
import { whyTransition } from './access-why-transition.ts'
import { readCliConfig } from './connection.ts'
import type { CliVerb, ExitCode, Output } from './verb.ts'

const usage = [
  'who-can <table>.<field> [--record <id>] [--json]',
  'why <account e-mail or id> <table>.<field> <record> [--verb read|create|update|export] [--at <time>] [--json]',
  'why-transition <account e-mail or id> <workflow>.<transition> <request> [--json]',
  'what-may <account e-mail or id> [--json]',
].join('\n  portico access ')

const exits =
  'Exit code: 0 answered, whether the answer is yes or no; 1 no such table, field, transition, account or record; 2 wrong usage.'

type Question = (runtime: Runtime, output: Output) => Promise<ExitCode>

/** Only these options belong to the question; anything else is wrong usage. */
const takes = ({ options }: Asked, ...names: readonly string[]): boolean =>
  [...options.keys()].every((name) => name === 'json' || names.includes(name))

const askWhoCan = (asked: Asked): Question | null => {
  const [cell, ...more] = asked.positional.slice(1)
  const at = dotted(cell)
  const record = asked.options.get('record')
  if (at === null || more.length > 0 || !takes(asked, 'record')) return null
  if (record !== undefined && !isRecordId(record)) return null
  return (runtime, output) =>
    whoCan(runtime, { table: at.first, field: at.second }, record ?? null, asked.options.has('json'), output)
}

const moment = (text: string | undefined): string | null | undefined => {
  if (text === undefined) return null
  return Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString()
}

const askWhy = (asked: Asked): Question | null => {
  const [who, cell, record, ...more] = asked.positional.slice(1)
  const place = dotted(cell)
  const verb = asked.options.get('verb') ?? 'read'
  const at = moment(asked.options.get('at'))
  if (who === undefined || place === null || record === undefined || more.length > 0) return null
  if (!isRecordId(record) || !isFieldVerb(verb) || at === undefined || !takes(asked, 'verb', 'at'))
    return null
  const question = { who, table: place.first, field: place.second, record, verb, at }
  return (runtime, output) => why(runtime, question, asked.options.has('json'), output)
}

const askWhyTransition = (asked: Asked): Question | null => {
  const [who, transition, record, ...more] = asked.positional.slice(1)
  const place = dotted(transition)
  if (who === undefined || place === null || record === undefined || more.length > 0) return null
  if (!isRecordId(record) || !takes(asked)) return null
  const question = { who, workflow: place.first, transition: place.second, record }
  return (runtime, output) => whyTransition(runtime, question, asked.options.has('json'), output)
}

const askWhatMay = (asked: Asked): Question | null => {
  const [who, ...more] = asked.positional.slice(1)
  if (who === undefined || more.length > 0 || !takes(asked)) return null
  return (runtime, output) => whatMay(runtime, who, asked.options.has('json'), output)
}

const questions: Readonly<Record<string, (asked: Asked) => Question | null>> = {
  'who-can': askWhoCan,
  why: askWhy,
  'why-transition': askWhyTransition,
  'what-may': askWhatMay,
}

/** What to do with a question that is put rightly; null when it is not. */
const question = (args: readonly string[]): Question | null => {
  const asked = parsed(args)
  const [name = ''] = asked?.positional ?? []
  return asked !== null && Object.hasOwn(questions, name) ? (questions[name]?.(asked) ?? null) : null
}

/** `portico access`: who may do what, and why somebody may or may not. Asking is an entry. */
export const accessVerb: CliVerb = {
  usage,
  summary: `Say who can see or change a field (${fieldVerbs.join(', ')}), what somebody may do, and why.\n${exits}`,
  run: async (args, output) => {
    const ask = question(args)
    if (ask === null) {
      output.err(`Use: portico access ${usage}\n${exits}`)
      return 2
    }
    try {
      const runtime = openRuntime(readCliConfig(process.env))
      try {
        return await ask(runtime, output)
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
