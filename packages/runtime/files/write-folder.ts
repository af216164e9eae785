import type { Portal } from '@portico/engine/portal/portal'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { exportFolder } from './export-folder.ts'
import { isLogoThere, logoFileName } from './logo-file.ts'

const ours = { notices: /^[a-z][a-z0-9_-]{0,39}\.(en|es)\.hbs$/, rehearsals: /^[a-z][a-z0-9_-]{0,39}\.yaml$/ }

const namesIn = (dir: string): Promise<readonly string[]> => readdir(dir).catch(() => [])

/** Files of an earlier export that this portal does not have any more. */
const staleIn = async (dir: string, written: ReadonlyMap<string, unknown>): Promise<readonly string[]> => {
  const found = await Promise.all(
    (['notices', 'rehearsals'] as const).map(async (folder) =>
      (await namesIn(join(dir, folder)))
        .filter((name) => ours[folder].test(name))
        .map((name) => `${folder}/${name}`),
    ),
  )
  const logo = (await isLogoThere(dir)) ? [logoFileName] : []
  return [...logo, ...found.flat()].filter((name) => !written.has(name))
}

/**
 * Writes a portal into a folder that is empty or holds one, and says how many files it has. What is not a portal's is
 * left alone: a demo's people, a README, git's own.
 */
export const writeFolder = async (dir: string, portal: Portal): Promise<number | null> => {
  const present = await namesIn(dir)
  if (
    present.length > 0 &&
    !present.includes('portal.yaml') &&
    !present.every((name) => name.startsWith('.'))
  )
    return null
  const files = exportFolder(portal)
  for (const name of await staleIn(dir, files)) await rm(join(dir, name))
  for (const [name, text] of files) {
    await mkdir(dirname(join(dir, name)), { recursive: true })
    await writeFile(join(dir, name), text)
  }
  return files.size
}
