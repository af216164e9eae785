import type { Portal } from '@portico/engine/portal/portal'
import type { AccessPerson } from '../postgres/access-store.ts'
import type { Runtime } from '../open.ts'
import { namesAtTheMachine } from '../commands/ask-at-the-machine.ts'
import { isAccountId, type AccountId } from '@portico/engine/brand'
import type { ExitCode, Output } from './verb.ts'

/** What the questions about access share: how they are put, whom they name, and what is said when there is no such thing. */
export type Asked = {
  readonly positional: readonly string[]
  readonly options: ReadonlyMap<string, string>
}

const valued: ReadonlySet<string> = new Set(['--record', '--verb', '--at'])

/** Words and `--name value`, `--json` alone; null for what no question has. */
export const parsed = (args: readonly string[]): Asked | null => {
  const positional: string[] = []
  const options = new Map<string, string>()
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    if (arg === '--json') options.set('json', 'yes')
    else if (valued.has(arg)) options.set(arg.slice(2), args[++at] ?? '')
    else if (arg.startsWith('-')) return null
    else positional.push(arg)
  }
  return { positional, options }
}

export type Dotted = { readonly first: string; readonly second: string }

/** `table.field`, `workflow.step`. */
export const dotted = (text: string | undefined): Dotted | null => {
  const [first, second, ...more] = text?.split('.') ?? []
  return first && second && more.length === 0 ? { first, second } : null
}

export type Named = { readonly account: AccountId } | { readonly signIn: Buffer }

/** An account by its id, or by what its person signs in with. */
export const named = (who: string, { adapters }: Runtime): Named =>
  isAccountId(who) ? { account: who } : { signIn: adapters.macs.signInName(who) }

/** Names in sentences stand between stars, for screens. */
export const plain = (sentence: string): string => sentence.replaceAll('*', '')

export const namesFor = async (
  { adapters }: Runtime,
  portal: Portal,
): Promise<(person: AccessPerson) => string> => {
  const names = await namesAtTheMachine(adapters, portal)
  return ({ person, audience }) =>
    (person === null ? undefined : names.get(person)) ??
    (audience === 'patient' ? 'A patient' : 'A staff member')
}

export const notThere = (what: string, output: Output): ExitCode => {
  output.err(`There is no ${what}.`)
  return 1
}
