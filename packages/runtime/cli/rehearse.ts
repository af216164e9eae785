import { blocksPublishing, type PlacedProblem } from '@portico/engine/portal/problem'
import type { Portal } from '@portico/engine/portal/portal'
import { rehearsalName } from '@portico/engine/portal/name'
import { rehearseAll, type RehearsalResult } from '@portico/engine/rehearsal/rehearse'
import type { CliVerb, ExitCode, Output } from './verb.ts'

type ReadFolder = (
  dir: string,
) => Promise<{ readonly portal: Portal | null; readonly problems: readonly PlacedProblem[] }>

const plain = (sentence: string): string => sentence.replaceAll('*', '')

const linesOf = (portal: Portal, { id, passes, outcomes }: RehearsalResult): readonly string[] => [
  `${passes ? 'passes' : 'FAILS '}  ${plain(rehearsalName(portal, id))} (${id})`,
  ...outcomes.flatMap(({ at, sentence, differences }) => [
    `          ${at.replace('T', ' ')}  ${plain(sentence)}`,
    ...differences.map(
      ({ of, expected, came }) =>
        `          ≠ ${plain(of)}: expected ${plain(expected)}, came ${plain(came)}`,
    ),
  ]),
]

const answer = (portal: Portal, isJson: boolean, output: Output): ExitCode => {
  const results = rehearseAll(portal)
  const failed = results.filter(({ passes }) => !passes).length
  const summary = `${String(results.length - failed)} of ${String(results.length)} rehearsals passed.`
  if (isJson) output.out(JSON.stringify({ passed: failed === 0, rehearsals: results }, null, 2))
  else output.out([...results.flatMap((result) => linesOf(portal, result)), summary].join('\n'))
  return failed === 0 ? 0 : 1
}

/** `portico rehearse <dir>`: walks every rehearsal of a portal's folder, and says where one went otherwise. */
export const rehearseVerb = (readFolder: ReadFolder): CliVerb => ({
  usage: '<dir> [--json]',
  summary: 'Walk the rehearsals of the portal in a folder',
  run: async (args, output) => {
    const folders = args.filter((arg) => !arg.startsWith('-'))
    const unknown = args.filter((arg) => arg.startsWith('-') && arg !== '--json')
    const [dir] = folders
    if (dir === undefined || folders.length > 1 || unknown.length > 0) {
      output.err('Use: portico rehearse <dir> [--json]')
      return 2
    }
    const { portal, problems } = await readFolder(dir)
    if (!portal || blocksPublishing(problems)) {
      output.err('This portal has problems that must be mended first: see portico check.')
      return 1
    }
    return answer(portal, args.includes('--json'), output)
  },
})
