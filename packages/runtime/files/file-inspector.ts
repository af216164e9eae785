import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { FileType } from '@portico/engine/attachment/file-type'
import { fileReasons, type FileReason } from '@portico/engine/attachment/refused-file'

export type FileFound =
  | { readonly ok: true; readonly type: Exclude<FileType, 'heic'> }
  | { readonly ok: false; readonly reason: FileReason }

/**
 * Looks into files for what is not allowed. `keep` gets the bytes of a picture that was drawn anew. As a `logo`, a picture
 * of any kind becomes a small PNG.
 */
export type FileInspector = {
  readonly inspect: (
    type: FileType | 'logo',
    plain: AsyncIterable<Uint8Array>,
    keep: (anew: AsyncIterable<Uint8Array>) => Promise<void>,
  ) => Promise<FileFound>
}

const atOnce = 2
const patienceMs = 30_000
const headMax = 200

const here = fileURLToPath(new URL('.', import.meta.url))
const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/**
 * It may read programs and nothing else: no key, no attachment, no log; write nothing, start nothing. That is what Node
 * forbids it; code of a library in it is not bound by that, and could still connect.
 */
const readable = [
  here,
  path('../package.json'),
  path('../node_modules/'),
  path('../../engine/'),
  path('../../../node_modules/'),
]

const command = [
  '--permission',
  '--allow-addons',
  ...readable.map((folder) => `--allow-fs-read=${folder}`),
  '--max-old-space-size=256',
  '--disable-warning=SecurityWarning',
  path('inspect-file.ts'),
]

const unshare = '/usr/bin/unshare'

/**
 * What takes the network away from it: a namespace of its own, in which not even this machine can be reached. Linux alone
 * has that, and gives it to root, or to everybody where unprivileged namespaces are allowed; elsewhere it stays connected.
 */
const withoutNetwork = (): readonly string[] => {
  const ways = [
    [unshare, '--net'],
    [unshare, '--map-root-user', '--net'],
  ] as const
  const works = ([program, ...flags]: readonly [string, ...string[]]): boolean =>
    spawnSync(program, [...flags, '/bin/true'], { env: {}, stdio: 'ignore' }).status === 0
  return existsSync(unshare) ? (ways.find(works) ?? []) : []
}

const foundSchema = z.union([
  z.object({ ok: z.literal(true), type: z.enum(['pdf', 'jpeg', 'png', 'text']), isAnew: z.boolean() }),
  z.object({ ok: z.literal(false), reason: z.enum(fileReasons) }),
])

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

const broken: FileFound = { ok: false, reason: 'broken' }

/** The first line, and what follows it. */
const split = async (
  said: Readable,
): Promise<{ readonly line: string; readonly rest: AsyncIterable<Uint8Array> }> => {
  const chunks = said[Symbol.asyncIterator]()
  let head = Buffer.alloc(0)
  while (!head.includes('\n') && head.length < headMax) {
    const next: IteratorResult<Uint8Array> = await chunks.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  const end = head.indexOf('\n')
  async function* rest(): AsyncGenerator<Uint8Array> {
    yield head.subarray(end + 1)
    yield* { [Symbol.asyncIterator]: () => chunks }
  }
  return { line: head.subarray(0, Math.max(end, 0)).toString(), rest: rest() }
}

type Child = ChildProcessByStdio<Writable, Readable, null>

const asked = async (
  child: Child,
  plain: AsyncIterable<Uint8Array>,
  keep: (anew: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<FileFound> => {
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve)
    child.once('error', () => resolve(null))
  })
  // One that is gone before it heard everything has said nothing either, or why.
  const heard = pipeline(plain, child.stdin).catch(() => undefined)
  const { line, rest } = await split(child.stdout)
  const found = foundSchema.safeParse(parsed(line))
  if (!found.success) return broken
  if (found.data.ok && found.data.isAnew) await keep(rest)
  child.stdout.resume()
  await heard
  if (!found.data.ok) return found.data
  return (await ended) === 0 ? { ok: true, type: found.data.type } : broken
}

export const openFileInspector = (): FileInspector => {
  const [program = process.execPath, ...args] = [...withoutNetwork(), process.execPath, ...command]
  let running = 0
  const waiting: (() => void)[] = []
  const turn = async (): Promise<void> => {
    if (running < atOnce) running += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const done = (): void => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
  return {
    inspect: async (type, plain, keep) => {
      await turn()
      const child: Child = spawn(program, [...args, type], {
        stdio: ['pipe', 'pipe', 'ignore'],
        env: {},
        timeout: patienceMs,
        killSignal: 'SIGKILL',
      })
      try {
        return await asked(child, plain, keep)
      } finally {
        child.kill('SIGKILL')
        done()
      }
    },
  }
}
