import type { WorkflowBundleOption } from '@temporalio/worker'
import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { failureConverterPath, workflowsPath } from './workflow-files.ts'

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const codeMaxBytes = 64_000_000

/**
 * The workflows as the one script Temporal runs in its sandbox. Making it takes seconds of a core, so it is kept
 * beside the program, under the hash of everything it is made of: a worker after a change makes it anew. A process
 * of its own makes it, since what that takes, a hundred megabytes, would stay with the worker as long as it lives.
 */
export const workflowBundle = async (): Promise<WorkflowBundleOption> => {
  const kept = file(`../build/workflows-${madeOf()}.js`)
  if (existsSync(kept)) return { codePath: kept }
  const { stdout: code } = await promisify(execFile)(process.execPath, [file('./bundle-workflows.ts')], {
    env: {},
    maxBuffer: codeMaxBytes,
  })
  keep(kept, code)
  return { code }
}

function madeOf(): string {
  const hash = createHash('sha256')
  const temporal = createRequire(import.meta.url).resolve('@temporalio/worker/package.json')
  for (const part of [workflowsPath, failureConverterPath, temporal]) hash.update(readFileSync(part))
  return hash.digest('hex').slice(0, 16)
}

/** Whole or not at all: another worker may be reading. A program that may not write beside itself goes without. */
function keep(kept: string, code: string): void {
  try {
    mkdirSync(file('../build'), { recursive: true })
    const unfinished = `${kept}.${randomUUID()}`
    writeFileSync(unfinished, code)
    renameSync(unfinished, kept)
  } catch {
    return
  }
}
