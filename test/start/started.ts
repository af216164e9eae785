import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../packages/runtime/embedded/port.ts'
import { root } from '../run/tool.ts'

/** An `npm start` of a test's own: another home, other ports. */
export type Started = {
  readonly launcher: ChildProcess
  readonly said: () => string
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>
  readonly portal: number
}

export function emptyHome(): string {
  return mkdtempSync(join(tmpdir(), 'portico-start-'))
}

/** A home and ports of its own, so that starts do not meet. */
export async function environment(home: string, more: NodeJS.ProcessEnv = {}) {
  return {
    ...process.env,
    PORTICO_HOME: home,
    PORTICO_PORT: String(await freePort()),
    PORTICO_BUILDER_PORT: String(await freePort()),
    PORTICO_REHEARSAL_PORT: String(await freePort()),
    ...more,
  }
}

export async function start(home: string, more: NodeJS.ProcessEnv = {}): Promise<Started> {
  const env = await environment(home, more)
  const launcher = spawn('node', [join(root, '.config', 'launch.mjs'), 'start'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  })
  const said: string[] = []
  launcher.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  launcher.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  const ended = new Promise<number | null>((resolve) => launcher.on('close', resolve))
  return { launcher, said: () => said.join(''), ended, portal: Number(env.PORTICO_PORT) }
}

/** Waits until what must become true has, and says what was there instead when it does not. */
export async function until(what: () => boolean | Promise<boolean>, otherwise: () => string): Promise<void> {
  for (const begun = performance.now(); performance.now() - begun < 90_000; await sleep(100)) {
    if (await what()) return
  }
  throw new Error(otherwise())
}

export async function untilRunning(started: Started): Promise<void> {
  await until(() => started.said().includes('Portico is running.'), started.said)
}

/** Every process that this one started, and theirs, by what the system says of parents. */
export function descendants(pid: number): readonly number[] {
  const children = processes().filter(({ parent }) => parent === pid)
  return children.flatMap((child) => [child.pid, ...descendants(child.pid)])
}

export function running(pids: readonly number[]): readonly number[] {
  const now = new Set(processes().map(({ pid }) => pid))
  return pids.filter((pid) => now.has(pid))
}

/** Every process that was started for this home, also one that began after the others were counted. */
export function livingIn(home: string): readonly number[] {
  return processes()
    .map(({ pid }) => pid)
    .filter((pid) => ['cmdline', 'environ'].some((what) => said(pid, what).includes(home)))
}

function said(pid: number, what: string): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8')
  } catch {
    return ''
  }
}

/** Ends what a failed test left, and only that. */
export function clear(pids: readonly number[], home: string): void {
  for (const pid of new Set([...running(pids), ...livingIn(home)])) process.kill(pid, 'SIGKILL')
  // What was just killed may still be writing its last.
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

function processes(): readonly { readonly pid: number; readonly parent: number }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/status`))
    .flatMap((name) => status(Number(name)))
}

function status(pid: number): readonly { readonly pid: number; readonly parent: number }[] {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8')
    // One that has ended but was not yet collected by its parent runs no more.
    if (/^State:\s*Z/m.test(text)) return []
    return [{ pid, parent: Number(/^PPid:\s*(\d+)$/m.exec(text)?.[1]) }]
  } catch {
    return []
  }
}
