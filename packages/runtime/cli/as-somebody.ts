import type { Refusal } from '@portico/engine/refusal'
import type { Result } from '@portico/engine/result'
import process from 'node:process'
import type { Context } from '../commands/call.ts'
import { CannotRun } from '../config.ts'
import { openRuntime } from '../open.ts'
import { readCliConfig } from './connection.ts'
import { askSecrets, signedIn } from './signed-in.ts'
import type { ExitCode, Output } from './verb.ts'

/** Names in sentences stand between stars, for screens. */
export const plain = (sentence: string): string => sentence.replaceAll('*', '')

const changed = 'Somebody changed the portal meanwhile. Nothing was done; try again.'

/** What is said of refusals that a command at the machine really meets; any other is told by its code. */
const sentences: { readonly [Code in Refusal['code']]?: string } = {
  'reason-tells':
    'The reason may speak of somebody’s health, and the trail keeps it for ever. Name no patient and no illness, and say it otherwise.',
  'draft-changed': changed,
  'portal-changed': changed,
  'tables-held':
    'Somebody or something is at work with a table and did not let go of it. Nothing went live; try again in a few minutes.',
  'not-found': 'There is no such version, or no right to do this.',
  'sign-in-failed': 'E-mail, password or code is wrong.',
}

const sentenceOf = (refusal: Refusal): string => {
  if (refusal.code === 'not-publishable')
    return refusal.problems.map(({ sentence }) => plain(sentence)).join('\n')
  if (refusal.code === 'too-many-tries')
    return `Too many tries. Wait ${String(refusal.retryAfterSeconds)} seconds.`
  return sentences[refusal.code] ?? `Refused: ${refusal.code}.`
}

type Asking = { readonly name: string; readonly isJson: boolean }

/** Signs somebody in at the machine, does what she asks, and tells what came of it. */
export const asSomebody = async <T>(
  { name, isJson }: Asking,
  output: Output,
  work: (context: Context) => Promise<Result<T>>,
  told: (value: T) => { readonly lines: readonly string[]; readonly code: ExitCode },
): Promise<ExitCode> => {
  try {
    const secrets = await askSecrets()
    const { adapters, close } = openRuntime(readCliConfig(process.env))
    try {
      const result = await signedIn(adapters, name, secrets, work)
      const { lines, code } = result.ok ? told(result.value) : { lines: [], code: 1 as const }
      if (isJson) output.out(JSON.stringify(result, null, 2))
      else if (result.ok) output.out(lines.join('\n'))
      else output.err(sentenceOf(result.refusal))
      return code
    } finally {
      await close()
    }
  } catch (fault) {
    if (!(fault instanceof CannotRun)) throw fault
    output.err(fault.message)
    return 2
  }
}

export const secretsAsked = 'Password and code are asked for, or read from two lines of input.'
