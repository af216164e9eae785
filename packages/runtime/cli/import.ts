import type { Portal } from '@portico/engine/portal/portal'
import { blocksPublishing, type PlacedProblem } from '@portico/engine/portal/problem'
import { importPortal, type Imported } from '../commands/import-portal.ts'
import { asSomebody, plain, secretsAsked } from './as-somebody.ts'
import { changeLines, wideningNote } from './change-lines.ts'
import { portalOptions } from './portal-options.ts'
import type { CliVerb, ExitCode } from './verb.ts'

type ReadFolder = (
  dir: string,
) => Promise<{ readonly portal: Portal | null; readonly problems: readonly PlacedProblem[] }>

const usage = '<dir> --as <your e-mail> [--yes] [--json]'

const last = {
  same: 'The draft is this portal already.',
  unsure: 'Nothing was changed. Say --yes to make this the draft.',
  changed: 'This is the draft now. One step in the builder undoes it; publishing is another step.',
} as const satisfies Record<Imported['outcome'], string>

const told = (
  { changes, outcome }: Imported,
  isSound: boolean,
): { readonly lines: readonly string[]; readonly code: ExitCode } => ({
  lines: [
    ...changeLines(changes),
    ...wideningNote(changes),
    ...(isSound ? [] : ['It has problems that keep it from being published: see portico check.']),
    last[outcome],
  ],
  code: outcome === 'unsure' ? 1 : 0,
})

/** `portico import <dir>`: the portal in a folder becomes the draft, once somebody has seen what that changes. */
export const importVerb = (readFolder: ReadFolder): CliVerb => ({
  usage,
  summary: 'Make the portal in a folder the draft; says first what changes',
  run: async (args, output) => {
    const asked = portalOptions(args, ['--as', '--yes', '--json'], true)
    if (!asked || asked.dir === null) {
      output.err(`Use: portico import ${usage}\n${secretsAsked}`)
      return 2
    }
    const { isAgreed } = asked
    const { portal, problems } = await readFolder(asked.dir)
    if (!portal) {
      output.err(
        [...problems.map(({ sentence }) => plain(sentence)), 'See portico check for where.'].join('\n'),
      )
      return 1
    }
    return asSomebody(
      asked,
      output,
      (context) => importPortal(context, { portal, isAgreed }),
      (imported) => told(imported, !blocksPublishing(problems)),
    )
  },
})
