import { blocksPublishing, type PlacedProblem } from '@portico/engine/portal/problem'
import type { CliVerb, ExitCode, Output } from './verb.ts'

type ReadFolder = (dir: string) => Promise<{ readonly problems: readonly PlacedProblem[] }>

const lineOf = ({ file, at, severity, sentence }: PlacedProblem): string =>
  `${file}:${String(at.line)}:${String(at.column)}: ${severity === 'hint' ? 'hint: ' : ''}${sentence}`

const counted = (problems: readonly PlacedProblem[]): string => {
  const errors = problems.filter((problem) => problem.severity === 'error').length
  if (errors === 0) return 'This portal can be published.'
  return errors === 1
    ? '1 problem keeps this portal from being published.'
    : `${String(errors)} problems keep this portal from being published.`
}

const answer = (problems: readonly PlacedProblem[], isJson: boolean, output: Output): ExitCode => {
  const isPublishable = !blocksPublishing(problems)
  if (isJson) output.out(JSON.stringify({ publishable: isPublishable, problems }, null, 2))
  else output.out([...problems.map(lineOf), counted(problems)].join('\n'))
  return isPublishable ? 0 : 1
}

/** `portico check <dir>`: every problem of a portal's folder with its place; publishes nothing. */
export const checkVerb = (readFolder: ReadFolder): CliVerb => ({
  usage: '<dir> [--json]',
  summary: 'Say what keeps the portal in a folder from being published',
  run: async (args, output) => {
    const folders = args.filter((arg) => !arg.startsWith('-'))
    const unknown = args.filter((arg) => arg.startsWith('-') && arg !== '--json')
    const [dir] = folders
    if (dir === undefined || folders.length > 1 || unknown.length > 0) {
      output.err('Use: portico check <dir> [--json]')
      return 2
    }
    const { problems } = await readFolder(dir)
    return answer(problems, args.includes('--json'), output)
  },
})
