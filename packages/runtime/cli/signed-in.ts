import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Adapters } from '../commands/adapters.ts'
import type { Call, Context } from '../commands/call.ts'
import { signIn } from '../commands/sign-in.ts'
import { signOut } from '../commands/sign-out.ts'
import type { Refusal } from '@portico/engine/refusal'
import { refuse, type Result } from '@portico/engine/result'

export type Secrets = { readonly password: string; readonly code: string }

/** Asks at the terminal, where what is typed is not shown; or takes the two lines that a pipe hands over. */
export const askSecrets = async (): Promise<Secrets> => {
  const shown = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({
    input: process.stdin,
    output: shown,
    terminal: process.stdin.isTTY,
  })
  const given = lines[Symbol.asyncIterator]()
  const next = async (what: string): Promise<string> => {
    if (process.stdin.isTTY) process.stderr.write(`${what}: `)
    const line = await given.next()
    if (process.stdin.isTTY) process.stderr.write('\n')
    return line.done === true ? '' : line.value.trim()
  }
  const secrets = { password: await next('Password'), code: await next('Code of the second factor') }
  lines.close()
  return secrets
}

const callAt = (token: string | null, setToken: (token: string | null) => void): Call => ({
  app: 'office',
  token,
  standsFor: null,
  isByPerson: true,
  address: 'command line',
  browser: 'portico',
  setToken,
})

/**
 * What two people must do is done by somebody, not by the machine: she signs in as in the office, with her second factor,
 * and what she does is hers in the trail. The session ends with it.
 */
export const signedIn = async <T>(
  adapters: Adapters,
  name: string,
  { password, code }: Secrets,
  work: (context: Context) => Promise<Result<T>>,
): Promise<Result<T>> => {
  const held: { token: string | null } = { token: null }
  const setToken = (given: string | null): void => {
    held.token = given
  }
  const entered = await signIn({ adapters, call: callAt(null, setToken) }, { name, password, code })
  if (!entered.ok) return entered
  if (held.token === null) return refuse<Refusal>({ code: 'sign-in-failed' })
  const context: Context = { adapters, call: callAt(held.token, setToken) }
  try {
    return await work(context)
  } finally {
    await signOut(context)
  }
}
