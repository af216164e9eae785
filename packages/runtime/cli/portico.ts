import process from 'node:process'
import type { CliVerb, ExitCode, Output } from './verb.ts'

/** Each verb is loaded when asked for, so that `check` needs neither a database nor its driver. */
const verbs: Readonly<Record<string, () => Promise<CliVerb>>> = {
  check: async () => {
    const [{ checkVerb }, { readFolder }] = await Promise.all([
      import('./check.ts'),
      import('../files/portal-folder.ts'),
    ])
    return checkVerb(readFolder)
  },
  access: async () => (await import('./access.ts')).accessVerb,
  export: async () => {
    const [{ exportVerb }, { writeFolder }] = await Promise.all([
      import('./export.ts'),
      import('../files/write-folder.ts'),
    ])
    return exportVerb(writeFolder)
  },
  import: async () => {
    const [{ importVerb }, { readFolder }] = await Promise.all([
      import('./import.ts'),
      import('../files/portal-folder.ts'),
    ])
    return importVerb(readFolder)
  },
  keys: async () => (await import('./keys.ts')).keysVerb,
  patient: async () => (await import('./patient.ts')).patientVerb,
  publish: async () => (await import('./publish.ts')).publishVerb,
  rehearse: async () => {
    const [{ rehearseVerb }, { readFolder }] = await Promise.all([
      import('./rehearse.ts'),
      import('../files/portal-folder.ts'),
    ])
    return rehearseVerb(readFolder)
  },
  trail: async () => (await import('./trail.ts')).trailVerb,
}

const help = async (): Promise<string> => {
  const lines = await Promise.all(
    Object.entries(verbs).map(async ([name, load]) => {
      const verb = await load()
      const use = `  portico ${name} ${verb.usage}`
      // What is said of it stands beside it where there is room, and else below.
      const room = use.includes('\n') || use.length > 41 ? '\n'.padEnd(43) : ''.padEnd(42 - use.length)
      return `${use}${room}${verb.summary.replaceAll('\n', '\n'.padEnd(43))}`
    }),
  )
  return [
    'Portico runs a practice’s own patient portal.',
    '',
    ...lines,
    '',
    'Exit code: 0 done, 1 a refusal or problem, 2 wrong usage.',
  ].join('\n')
}

const dispatch = async ([name, ...args]: readonly string[], output: Output): Promise<ExitCode> => {
  if (name === '--help' || name === '-h' || name === 'help') {
    output.out(await help())
    return 0
  }
  const load = name !== undefined && Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (!load) {
    output.err(name === undefined ? await help() : `There is no verb "${name}".\n\n${await help()}`)
    return 2
  }
  const verb = await load()
  if (args.includes('--help')) {
    output.out(`Use: portico ${String(name)} ${verb.usage}\n${verb.summary}.`)
    return 0
  }
  return verb.run(args, output)
}

process.exitCode = await dispatch(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
})
