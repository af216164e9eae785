import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { say } from './say.ts'

const guard = fileURLToPath(new URL('guard.ts', import.meta.url))

const everyMs = 20_000

/** Runs a program that takes long and says so while it does. It cannot outlive this process. */
export async function saying(
  what: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd = process.cwd(),
): Promise<{ readonly code: number; readonly said: string; readonly complained: string }> {
  say(`${what} ...`)
  const started = performance.now()
  const ticking = setInterval(() => say(`  ${what}: ${seconds(started)} s so far`), everyMs)
  const program = { command, args, cwd, signal: 'SIGTERM' }
  const child = spawn(process.execPath, [guard, JSON.stringify(program)], {
    env,
    cwd,
    stdio: 'pipe',
    detached: true,
  })
  const said: Buffer[] = []
  const complained: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => complained.push(chunk))
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(127))
    child.on('close', (status) => resolve(status ?? 1))
  })
  clearInterval(ticking)
  if (code !== 0) for (const line of text(complained).trim().split('\n').slice(-3)) say(`  ${line}`)
  say(
    code === 0
      ? `${what}: done in ${seconds(started)} s.`
      : `${what}: that did not work (${seconds(started)} s).`,
  )
  return { code, said: text(said), complained: text(complained) }
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 1000)
}

function text(chunks: readonly Buffer[]): string {
  return stripVTControlCharacters(Buffer.concat(chunks).toString('utf8'))
}
