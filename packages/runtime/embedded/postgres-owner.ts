import { spawnSync } from 'node:child_process'
import { CannotStart } from './cannot-start.ts'
import { openPrograms, type PostgresPrograms } from './postgres-programs.ts'

/** How programs are run as the owner of the data: Postgres refuses to run as root. */
export type PostgresOwner = {
  /** Who must own the data; undefined means whoever runs us. */
  readonly owner?: { readonly uid: number; readonly gid: number }
  /** The numbers to give to `spawn`. */
  readonly ids: { readonly uid?: number; readonly gid?: number }
  readonly wrap: (command: string, args: readonly string[]) => { command: string; args: readonly string[] }
  readonly programs: PostgresPrograms
}

type Wrap = PostgresOwner['wrap']
const unchanged: Wrap = (command, args) => ({ command, args })

/** As root the user `postgres` is taken, or made; it must reach the programs and the folder of the data. */
export function postgresOwner(programs: PostgresPrograms, folder: string): PostgresOwner {
  if (process.getuid?.() !== 0) return { ids: {}, wrap: unchanged, programs }
  const owner = postgresUser()
  const plain: PostgresOwner = { owner, ids: owner, wrap: unchanged, programs }
  const reached = reaches(plain, programs.initdb)
  if (reached && reaches(plain, `${folder}/.`)) return plain
  const passing = {
    owner,
    ids: {},
    wrap: passingClosedFolders(owner),
    programs: reached ? programs : openPrograms(programs),
  }
  if (reaches(plain, passing.programs.initdb) && reaches(passing, `${folder}/.`)) return passing
  throw new CannotStart(
    `Postgres runs as the user "postgres", who may not enter ${folder}. Move Portico to a folder that others may pass through, or set DATABASE_URL to a Postgres of yours.`,
  )
}

/** Below a closed folder such as /root the server gets the right to pass it, and no other user does. */
function passingClosedFolders({ uid, gid }: { readonly uid: number; readonly gid: number }): Wrap {
  const ids = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const right = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return (command, args) => ({ command: 'setpriv', args: [...ids, ...right, '--', command, ...args] })
}

/** Not `test -x`: the system call behind it leaves the granted right out of account. */
function reaches({ ids, wrap }: PostgresOwner, path: string): boolean {
  const { command, args } = wrap('ls', ['-d', path])
  return spawnSync(command, args, { cwd: '/', stdio: 'ignore', ...ids }).status === 0
}

function postgresUser(): { readonly uid: number; readonly gid: number } {
  const uid = idOf('-u') ?? madeUser()
  const gid = idOf('-g')
  if (uid === undefined || gid === undefined) {
    throw new CannotStart(
      'Postgres does not run as root, and no user "postgres" could be made. Start Portico as another user, or set DATABASE_URL to a Postgres of yours.',
    )
  }
  return { uid, gid }
}

function idOf(flag: '-u' | '-g'): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : undefined
}

function madeUser(): number | undefined {
  spawnSync('groupadd', ['--system', 'postgres'])
  spawnSync('useradd', ['--system', '--no-create-home', '-g', 'postgres', 'postgres'])
  return idOf('-u')
}
