import { randomInt } from 'node:crypto'
import type { Pool } from 'pg'
import { openFrames, type FileKey } from '../keys/framed-file.ts'
import { pause } from '../pause.ts'
import type { Alarm } from '../postgres/alarm.ts'
import {
  attachmentsToScan,
  knownFiles,
  scanFailed,
  scanLater,
  sweepAttachmentRows,
  writeVerdict,
  type ToScan,
} from '../postgres/attachment-store.ts'
import { openedKey } from './attached.ts'
import type { WorkAdapters } from './work-adapters.ts'

/** The database says when a file came in; one whose scanner was away, or that failed, is looked for. */
const pollMs = { ms: 1000, deafMs: 250 } as const
const restMs = 1000
const batchMax = 4
const sweepEveryMs = 60_000
const sweepMax = 100
const strayMs = 24 * 60 * 60 * 1000

type ScanAdapters = Pick<WorkAdapters, 'database' | 'files' | 'scanner' | 'keyRing' | 'log'>

const workerPool = ({ database }: ScanAdapters): Pool => database.pool('portico_worker')

/** In development there may be no scanner: then what the file was looked into for is all there is to say. */
const isClean = async (
  { files, scanner }: ScanAdapters,
  found: ToScan,
  key: FileKey | null,
): Promise<boolean> => {
  // Nobody can open it any more, so there is nothing to refuse.
  if (!key || !scanner) return true
  return (await scanner.scan(openFrames(files.read(found.file), key, found.id))) === 'clean'
}

/** A scanner that is away is no fault of the file, which waits for it; what fails beside one that answers is the file's. */
const putBack = async (adapters: ScanAdapters, found: ToScan): Promise<void> => {
  const pool = workerPool(adapters)
  if ((await adapters.scanner?.answers()) !== true) return scanLater(pool, found.id)
  if (await scanFailed(pool, found.id)) await adapters.files.remove(found.file)
}

const judge = async (adapters: ScanAdapters, found: ToScan): Promise<void> => {
  const pool = workerPool(adapters)
  const key = await openedKey(found, adapters.keyRing).catch(async (fault: unknown) => {
    // That is the keys' fault, and the file waits for them.
    await scanLater(pool, found.id)
    throw fault
  })
  const clean = await isClean(adapters, found, key).catch(async (fault: unknown) => {
    await putBack(adapters, found)
    throw fault
  })
  await writeVerdict(pool, found.id, clean)
  if (!clean) await adapters.files.remove(found.file)
}

const pass = async (adapters: ScanAdapters): Promise<number> => {
  const waiting = await attachmentsToScan(workerPool(adapters), batchMax)
  const judged = await Promise.allSettled(waiting.map((found) => judge(adapters, found)))
  const failed = judged.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return waiting.length
}

/** What nobody sent in time goes, and so does what lies there and belongs to nothing. */
const sweep = async (adapters: ScanAdapters, turn: number): Promise<void> => {
  const pool = workerPool(adapters)
  for (const file of await sweepAttachmentRows(pool, sweepMax)) await adapters.files.remove(file)
  const old = await adapters.files.olderThan(strayMs, turn)
  const known = await knownFiles(pool, old)
  for (const file of old) if (!known.has(file)) await adapters.files.remove(file)
}

/** Work that is tried again for ever, and told of once when it begins to fail and once when it goes on. */
const steadily = (log: ScanAdapters['log'], { fails, goesOn }: { fails: string; goesOn: string }) => {
  let isDown = false
  return async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      const done = await work()
      if (isDown) log.info(goesOn)
      isDown = false
      return done
    } catch (fault) {
      if (!isDown) log.fault(fails, fault)
      isDown = true
      return null
    }
  }
}

/** Gives each file that arrived its verdict; while the scanner is away they wait, and nobody but their senders opens them. */
export const scanAttachments = async (
  adapters: ScanAdapters,
  alarm: Alarm,
  signal: AbortSignal,
): Promise<void> => {
  const scanning = steadily(adapters.log, {
    fails: 'Attachments could not be scanned; they wait.',
    goesOn: 'Attachments are scanned again.',
  })
  const sweeping = steadily(adapters.log, {
    fails: 'What belongs to nothing could not be swept out.',
    goesOn: 'What belongs to nothing is swept out again.',
  })
  // Not each worker begins with the same folder, nor each start.
  let turn = randomInt(2 ** 16)
  let sweptAt = -sweepEveryMs
  while (!signal.aborted) {
    if (performance.now() - sweptAt >= sweepEveryMs) {
      await sweeping(() => sweep(adapters, turn))
      sweptAt = performance.now()
      turn += 1
    }
    const judged = await scanning(() => pass(adapters))
    if (judged === null) await pause(restMs, signal)
    else if (judged < batchMax) await alarm.wait('file', pollMs, signal)
  }
}
