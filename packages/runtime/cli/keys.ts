import { setTimeout as wait } from 'node:timers/promises'
import { rotateKeys, type Rotation } from '../commands/rotate-keys.ts'
import { CannotRun } from '../config.ts'
import { openRuntime } from '../open.ts'
import { readCliConfig } from './connection.ts'
import type { CliVerb, ExitCode, Output } from './verb.ts'

const sentences = ({ keyOfKeys, practiceKey, renewed, rewrapped }: Rotation): string =>
  [
    `Practice key ${practiceKey} is in use, wrapped by key of keys ${keyOfKeys}.`,
    `${renewed} patients have a new key for what is written from now on; ${rewrapped} older keys were wrapped anew and still open what they sealed.`,
    'Running processes have taken up the new keys by themselves.',
  ].join('\n')

const rotate = async (isJson: boolean, output: Output): Promise<ExitCode> => {
  const { adapters, keys, close } = openRuntime(readCliConfig(process.env))
  try {
    const rotation = await rotateKeys(adapters.database.pool('portico_publisher'), keys, (ms) => wait(ms))
    if (rotation === null) {
      output.err('Keys are being rotated already. Wait until that is done.')
      return 1
    }
    output.out(isJson ? JSON.stringify(rotation, null, 2) : sentences(rotation))
    return 0
  } finally {
    await close()
  }
}

/** `portico keys rotate`: new keys for new values, while everybody works on. */
export const keysVerb: CliVerb = {
  usage: 'rotate [--json]',
  summary: 'Make new keys for what is written from now on',
  run: async ([what, ...flags], output) => {
    if (what !== 'rotate' || flags.some((flag) => flag !== '--json')) {
      output.err('Use: portico keys rotate [--json]')
      return 2
    }
    try {
      return await rotate(flags.includes('--json'), output)
    } catch (fault) {
      if (!(fault instanceof CannotRun)) throw fault
      output.err(fault.message)
      return 2
    }
  },
}
