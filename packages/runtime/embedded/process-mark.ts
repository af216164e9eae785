import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * A number alone does not name a process: numbers are used again. With the time it started it does.
 * Undefined when no such process runs.
 */
export function processMark(pid: number): string | undefined {
  const started = existsSync('/proc/self/stat') ? startedInProc(pid) : startedByPs(pid)
  return started === undefined ? undefined : `${pid} ${started}`
}

/** The process a mark was made of, if it still runs. */
export function markedProcess(mark: string): number | undefined {
  const pid = Number.parseInt(mark, 10)
  return Number.isInteger(pid) && processMark(pid) === mark.trim() ? pid : undefined
}

/** Waits until a process that has ended is also forgotten: until its parent notices, its number looks taken. */
export async function untilForgotten(pid: number): Promise<void> {
  for (let waited = 0; waited < 100 && processMark(pid) === undefined && isNumbered(pid); waited++)
    await sleep(100)
}

function isNumbered(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Ends what an earlier run left behind and wrote its mark about, and forgets the mark. */
export async function endLeftover(markFile: string, signal: NodeJS.Signals): Promise<void> {
  if (!existsSync(markFile)) return
  const mark = readFileSync(markFile, 'utf8')
  const pid = markedProcess(mark)
  if (pid !== undefined) {
    process.kill(pid, signal)
    for (let waited = 0; waited < 100 && markedProcess(mark) !== undefined; waited++) await sleep(100)
    if (markedProcess(mark) !== undefined) process.kill(pid, 'SIGKILL')
  }
  rmSync(markFile, { force: true })
}

function startedInProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program stands in brackets and may hold anything, so counting begins after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

function startedByPs(pid: number): string | undefined {
  const { stdout, status } = spawnSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' })
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined
}
