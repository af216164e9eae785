import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { CannotStart } from '../packages/runtime/embedded/cannot-start.ts'
import { saying } from '../packages/runtime/embedded/saying.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** CHROMIUM_PATH, PATH, else Debian's own package where we may install it. */
export async function chromium(env: NodeJS.ProcessEnv): Promise<string> {
  if (env.CHROMIUM_PATH !== undefined) {
    if (existsSync(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH
    throw new CannotStart(`CHROMIUM_PATH names ${env.CHROMIUM_PATH}, but there is no such file.`)
  }
  const found = onPath()
  if (found !== undefined) return found
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) await installed(env)
  const now = onPath()
  if (now !== undefined) return now
  throw new CannotStart('The browser tests need Chromium. Install it, or set CHROMIUM_PATH to one.')
}

async function installed(env: NodeJS.ProcessEnv): Promise<void> {
  const quiet = { ...env, DEBIAN_FRONTEND: 'noninteractive' }
  await saying('Reading what Debian offers', 'apt-get', ['update', '-q'], quiet)
  await saying(
    'Installing Chromium',
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', 'chromium'],
    quiet,
  )
}

function onPath(): string | undefined {
  for (const name of names) {
    const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
    if (status === 0) return stdout.trim()
  }
  return undefined
}
