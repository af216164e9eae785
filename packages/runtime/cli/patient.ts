import { isRecordId, type RecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import type { Result } from '@portico/engine/result'
import { askShredding } from '../commands/ask-shredding.ts'
import type { Context } from '../commands/call.ts'
import { confirmShredding } from '../commands/confirm-shredding.ts'
import { holdPatient } from '../commands/hold-patient.ts'
import { withdrawShredding } from '../commands/withdraw-shredding.ts'
import { CannotRun } from '../config.ts'
import { openRuntime } from '../open.ts'
import { readCliConfig } from './connection.ts'
import { askSecrets, signedIn, type Secrets } from './signed-in.ts'
import type { CliVerb, ExitCode, Output } from './verb.ts'

type Step = {
  readonly take: (
    context: Context,
    input: { readonly patient: RecordId },
  ) => Promise<Result<Record<string, never>>>
  readonly done: string
}

const steps: Readonly<Record<string, Step>> = {
  shred: {
    take: askShredding,
    done: 'Asked for. Nothing is destroyed until somebody else with the right to destroy data confirms it.',
  },
  confirm: {
    take: confirmShredding,
    done: 'Done. The patient’s keys are destroyed; running processes let go of them within two seconds. Backups made before hold her keys until they are gone.',
  },
  withdraw: { take: withdrawShredding, done: 'Withdrawn. Nothing was destroyed.' },
  hold: {
    take: (context, input) => holdPatient(context, { ...input, holds: true }),
    done: 'Held. Nobody can destroy this patient’s data until the hold is lifted.',
  },
  release: {
    take: (context, input) => holdPatient(context, { ...input, holds: false }),
    done: 'The hold is lifted.',
  },
}

const reasons = {
  held: 'A legal hold forbids it.',
  'not-held': 'There is no hold to lift.',
  asked: 'Somebody has asked for it already; somebody else confirms it.',
  'not-asked': 'Nobody has asked for it.',
  'same-person': 'Who asked cannot confirm. Somebody else with the right to destroy data has to.',
} satisfies Record<Extract<Refusal, { code: 'not-shreddable' }>['reason'], string>

const sentenceOf = (refusal: Refusal): string => {
  if (refusal.code === 'not-shreddable') return reasons[refusal.reason]
  if (refusal.code === 'not-found') return 'There is no such patient, or no right to destroy data.'
  if (refusal.code === 'too-many-tries') return `Too many tries. Wait ${refusal.retryAfterSeconds} seconds.`
  return 'E-mail, password or code is wrong.'
}

const usage = 'shred|confirm|withdraw|hold|release <patient id> --as <your e-mail> [--json]'

type Asked = {
  readonly step: Step
  readonly patient: RecordId
  readonly name: string
  readonly isJson: boolean
}

const parsed = (args: readonly string[]): Asked | null => {
  const [word = '', patient = '', as, name = '', ...flags] = args
  const step = Object.hasOwn(steps, word) ? steps[word] : undefined
  if (!step || !isRecordId(patient) || as !== '--as' || name === '') return null
  return flags.every((flag) => flag === '--json') ? { step, patient, name, isJson: flags.length > 0 } : null
}

const run = async (
  { step, patient, name, isJson }: Asked,
  secrets: Secrets,
  output: Output,
): Promise<ExitCode> => {
  const { adapters, close } = openRuntime(readCliConfig(process.env))
  try {
    const result = await signedIn(adapters, name, secrets, (context) => step.take(context, { patient }))
    if (isJson) output.out(JSON.stringify(result, null, 2))
    else if (result.ok) output.out(step.done)
    else output.err(sentenceOf(result.refusal))
    return result.ok ? 0 : 1
  } finally {
    await close()
  }
}

/** `portico patient shred`: two people, each signed in with her second factor, destroy what is known of a patient. */
export const patientVerb: CliVerb = {
  usage,
  summary: 'Destroy a patient’s data for good: one person asks, another confirms',
  run: async (args, output) => {
    const asked = parsed(args)
    if (asked === null) {
      output.err(
        `Use: portico patient ${usage}\nPassword and code are asked for, or read from two lines of input.`,
      )
      return 2
    }
    try {
      return await run(asked, await askSecrets(), output)
    } catch (fault) {
      if (!(fault instanceof CannotRun)) throw fault
      output.err(fault.message)
      return 2
    }
  },
}
