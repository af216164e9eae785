import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { FileReason } from '@portico/engine/attachment/refused-file'
import { logoSentMax, logoSize } from '@portico/engine/portal/logo-picture'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

const heardMax = 4 * logoSentMax

const refusedFile = (reason: FileReason) => refuse<Refusal>({ code: 'file-refused', reason })

const collected = async (source: AsyncIterable<Uint8Array>): Promise<Result<Buffer, FileReason>> => {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of source) {
      size += chunk.length
      // Somebody who sends too much is listened to a little longer, so that she hears why not.
      if (size <= logoSentMax) chunks.push(chunk)
      else if (size > heardMax) return refuse('too-big')
    }
  } catch {
    return refuse('cut-off')
  }
  if (size === 0) return refuse('empty')
  return size > logoSentMax ? refuse('too-big') : ok(Buffer.concat(chunks))
}

/** In the process of its own in which every stranger's file is looked into (decision 013). */
const drawn = async ({ adapters }: Context, bytes: Buffer): Promise<Result<string, FileReason>> => {
  let picture = Buffer.alloc(0)
  const found = await adapters.inspector.inspect('logo', Readable.from([bytes]), async (anew) => {
    picture = await buffer(anew)
  })
  if (!found.ok) return refuse(found.reason)
  const base64 = picture.toString('base64')
  return logoSize(base64) ? ok(base64) : refuse('broken')
}

/**
 * Makes a small picture of one that somebody chose for the practice, and keeps nothing of it: it becomes part of the draft
 * by an edit of the builder's, like everything else.
 */
export const drawLogo = async (
  context: Context,
  source: AsyncIterable<Uint8Array>,
): Promise<Result<{ readonly picture: string }>> => {
  const allowed = await attempt(context, { verb: 'build', detail: 'draw-logo' }, (caller, live) =>
    withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, () =>
      Promise.resolve(ok(null)),
    ),
  )
  if (!allowed.ok) return allowed
  const bytes = await collected(source)
  const made = bytes.ok ? await drawn(context, bytes.value) : bytes
  return made.ok ? ok({ picture: made.value }) : refusedFile(made.refusal)
}
