import type { Pool } from 'pg'
import { openFrames } from '../keys/framed-file.ts'
import { pause } from '../pause.ts'
import {
  attachmentsToScan,
  knownFiles,
  scanLater,
  sweepAttachmentRows,
  writeVerdict,
  type ToScan,
} from '../postgres/attachment-store.ts'
import { openedKey } from './attached.ts'
import type { WorkAdapters } from './work-adapters.ts'

const pollMs = 250
const restMs = 1000
const batchMax = 4
const sweepEveryMs = 60_000
const sweepMax = 100
const strayMs = 24 * 60 * 60 * 1000

type ScanAdapters = Pick<WorkAdapters, 'database' | 'files' | 'scanner' | 'keyRing' | 'log'>

const workerPool = ({ database }: ScanAdapters): Pool => database.pool('portico_worker')

/** In development there may be no scanner: then what the file was looked into for is all there is to say. */
const isClean = async ({ files, scanner, keyRing }: ScanAdapters, found: ToScan): Promise<boolean> => {
  const key = await openedKey(found, keyRing)
  // Nobody can open it any more, so there is nothing to refuse.
  if (!key || !scanner) return true
  return (await scanner.scan(openFrames(files.read(found.file), key, found.id))) === 'clean'
}

const judge = async (adapters: ScanAdapters, found: ToScan): Promise<void> => {
  try {
    const clean = await isClean(adapters, found)
    await writeVerdict(workerPool(adapters), found.id, clean)
    if (!clean) await adapters.files.remove(found.file)
  } catch (fault) {
    await scanLater(workerPool(adapters), found.id)
    throw fault
  }
}

const pass = async (adapters: ScanAdapters): Promise<number> => {
  const waiting = await attachmentsToScan(workerPool(adapters), batchMax)
  const judged = await Promise.allSettled(waiting.map((found) => judge(adapters, found)))
  const failed = judged.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return waiting.length
}

/** What nobody sent in time goes, and so does what lies there and belongs to nothing. */
const sweep = async (adapters: ScanAdapters): Promise<void> => {
  const pool = workerPool(adapters)
  for (const file of await sweepAttachmentRows(pool, sweepMax)) await adapters.files.remove(file)
  const old = await adapters.files.olderThan(strayMs)
  const known = await knownFiles(pool, old)
  for (const file of old) if (!known.has(file)) await adapters.files.remove(file)
}

/** Gives each file that arrived its verdict; while the scanner is away they wait, and nobody but their senders opens them. */
export const scanAttachments = async (adapters: ScanAdapters, signal: AbortSignal): Promise<void> => {
  let sweptAt = -sweepEveryMs
  let isDown = false
  while (!signal.aborted) {
    try {
      if (performance.now() - sweptAt >= sweepEveryMs) {
        await sweep(adapters)
        sweptAt = performance.now()
      }
      const judged = await pass(adapters)
      if (isDown) adapters.log.info('Attachments are scanned again.')
      isDown = false
      if (judged < batchMax) await pause(pollMs, signal)
    } catch (fault) {
      if (!isDown) adapters.log.fault('Attachments could not be scanned; they wait.', fault)
      isDown = true
      await pause(restMs, signal)
    }
  }
}
