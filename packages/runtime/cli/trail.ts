import { verifyTrail, type TrailCheck } from '../commands/verify-trail.ts'
import { CannotRun } from '../config.ts'
import { openRuntime } from '../open.ts'
import { readCliConfig } from './connection.ts'
import type { CliVerb, ExitCode, Output } from './verb.ts'

const sentences = ({ sound, size, unsealed, findings }: TrailCheck): string =>
  [
    sound
      ? `The trail is whole: ${size} sealed entries are as they were written.`
      : `The trail is not whole. Of ${size} sealed entries:`,
    ...findings.map(({ sentence }) => `- ${sentence}`),
    `${unsealed} entries are not sealed yet; of them this says nothing.`,
  ].join('\n')

const verify = async (isJson: boolean, output: Output): Promise<ExitCode> => {
  const { adapters, close } = openRuntime(readCliConfig(process.env))
  try {
    const check = await verifyTrail(
      adapters.database.pool('portico_sealer'),
      adapters.trailKey,
      adapters.checkpointFile,
      new Date(),
    )
    output.out(isJson ? JSON.stringify(check, null, 2) : sentences(check))
    return check.sound ? 0 : 1
  } finally {
    await close()
  }
}

/** `portico trail verify`: compares every entry with its seal and the seals with the signed heads. */
export const trailVerb: CliVerb = {
  usage: 'verify [--json]',
  summary: 'Say whether anybody changed the audit trail',
  run: async ([what, ...flags], output) => {
    if (what !== 'verify' || flags.some((flag) => flag !== '--json')) {
      output.err('Use: portico trail verify [--json]')
      return 2
    }
    try {
      return await verify(flags.includes('--json'), output)
    } catch (fault) {
      if (!(fault instanceof CannotRun)) throw fault
      output.err(fault.message)
      return 2
    }
  },
}
