import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CannotStart } from './cannot-start.ts'
import { saying } from './saying.ts'

const version = 'v1.5.1'
const source = `github.com/temporalio/cli/cmd/temporal@${version}`
const download = fileURLToPath(new URL('temporal-download.ts', import.meta.url))

export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return env.PORTICO_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'portico')
}

/** On PATH, in the cache, by the SDK's own download, built from source; else a refusal that names these choices. */
export async function temporalProgram(env: NodeJS.ProcessEnv): Promise<string> {
  if (answers('temporal')) return 'temporal'
  const folder = join(cacheFolder(env), `temporal-${version}`)
  const cached = join(folder, 'temporal')
  if (answers(cached)) return cached
  mkdirSync(folder, { recursive: true })
  if (await downloaded(folder, cached)) return cached
  if (await built(folder, cached)) return cached
  throw new CannotStart(
    'Temporal, which carries the requests out, was not found and could not be fetched. Do one of these: set TEMPORAL_ADDRESS to a Temporal server; put the `temporal` program on PATH; give this machine a network to temporal.download; or install Go 1.25 or later, so that Portico can build it.',
  )
}

function answers(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
}

async function downloaded(folder: string, cached: string): Promise<boolean> {
  const place = mkdtempSync(join(folder, 'download-'))
  try {
    const { code, said } = await saying('Fetching Temporal', process.execPath, [download, place], process.env)
    const file = said.trim()
    if (code !== 0 || !existsSync(file)) return false
    renameSync(file, cached)
    return answers(cached)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

/** Without what only a debugger reads, and with a compiler that collects less often: a fifth of the time less. */
const lean = ['-gcflags=all=-dwarf=false', '-ldflags=-s -w']

/** Built beside its place and moved there when whole: two starts may be building at once. */
async function built(folder: string, cached: string): Promise<boolean> {
  if (spawnSync('go', ['version'], { stdio: 'ignore' }).status !== 0) return false
  const place = mkdtempSync(join(folder, 'build-'))
  try {
    const what = 'Building Temporal from source (3 to 4 minutes, only this once)'
    const { code } = await saying(what, 'go', ['install', ...lean, source], {
      ...process.env,
      GOBIN: place,
      GOGC: '400',
    })
    if (code !== 0) return false
    renameSync(join(place, 'temporal'), cached)
    return answers(cached)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}
