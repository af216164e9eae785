import type { Portal } from '@portico/engine/portal/portal'
import { ok, refuse } from '@portico/engine/result'
import { errorAt } from '@portico/engine/portal/problem'
import type { Refusal } from '@portico/engine/refusal'
import { exportPortal } from '../commands/export-portal.ts'
import { asSomebody, secretsAsked } from './as-somebody.ts'
import { portalOptions } from './portal-options.ts'
import type { CliVerb } from './verb.ts'

type WriteFolder = (dir: string, portal: Portal) => Promise<number | null>

const usage = '<dir> --as <your e-mail> [--version <number>] [--json]'
const otherFolder = 'There is something else in this folder. Name one that is empty, or holds a portal.'

/** `portico export <dir>`: the draft or a version as files fit for git. Neither data nor people nor secrets are in them. */
export const exportVerb = (writeFolder: WriteFolder): CliVerb => ({
  usage,
  summary: 'Write the draft, or a version, as files',
  run: async (args, output) => {
    const asked = portalOptions(args, ['--as', '--version', '--json'], true)
    if (!asked || asked.dir === null) {
      output.err(`Use: portico export ${usage}\n${secretsAsked}`)
      return 2
    }
    const { dir, version } = asked
    return asSomebody(
      asked,
      output,
      async (context) => {
        const exported = await exportPortal(context, { version })
        if (!exported.ok) return exported
        const files = await writeFolder(dir, exported.value.portal)
        const problems = [errorAt('folder-taken', [], otherFolder)]
        return files === null ? refuse<Refusal>({ code: 'not-publishable', problems }) : ok({ files })
      },
      ({ files }) => ({ lines: [`${String(files)} files in ${dir}.`], code: 0 }),
    )
  },
})
