import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isAttachmentId, isRecordId } from '@portico/engine/brand'
import { idSchema } from '@portico/engine/portal/id-schema'
import type { Refusal } from '@portico/engine/refusal'
import type { Context } from '../commands/call.ts'
import { openAttachment } from '../commands/open-attachment.ts'
import { sendAttachment } from '../commands/send-attachment.ts'
import { statusOf } from './answer.ts'

/**
 * Files go beside the other calls, because they are streams; by the same rules: POST from our own page, with the
 * session's cookie. What is said of a file stands in the body before it: names are private, and headers and addresses
 * are written down in places we do not see.
 */
const recordId = z.string().refine(isRecordId)
const headMax = 4096
const lengthBytes = 4
const headWaitMs = 15_000
const refusedWaitMs = 2000

const sendSchema = z.strictObject({
  table: idSchema,
  field: idSchema,
  record: recordId.optional(),
  patient: recordId.optional(),
  name: z.string().max(500),
  size: z.number().int().min(0),
})
const openSchema = z.union([
  z.strictObject({
    table: idSchema,
    field: idSchema,
    record: recordId,
    earlier: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
  }),
  z.strictObject({ id: z.string().refine(isAttachmentId) }),
])

type Chunks = AsyncIterator<Uint8Array>
type Sent = { readonly input: z.infer<typeof sendSchema>; readonly rest: AsyncIterable<Uint8Array> }

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What was read of a stream already, then what still comes. */
async function* after(begun: Uint8Array, chunks: Chunks): AsyncGenerator<Uint8Array> {
  if (begun.length > 0) yield begun
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value
}

/** Reads what stands before the file; null when that is not what our page sends. */
const readHead = async (chunks: Chunks): Promise<Sent | null> => {
  let head = Buffer.alloc(0)
  const wanted = (): number =>
    lengthBytes + (head.length < lengthBytes ? 0 : Math.min(head.readUInt32BE(), headMax))
  while (head.length < lengthBytes || head.length < wanted()) {
    const next = await chunks.next()
    if (next.done === true) return null
    head = Buffer.concat([head, next.value])
  }
  const input = sendSchema.safeParse(parsed(head.subarray(lengthBytes, wanted()).toString('utf8')))
  return input.success ? { input: input.data, rest: after(head.subarray(wanted()), chunks) } : null
}

/** Who does not even say what he sends is not waited for. */
const headInTime = async (call: FastifyRequest, chunks: Chunks): Promise<Sent | null> => {
  const timer = setTimeout(() => call.raw.destroy(), headWaitMs)
  try {
    return await readHead(chunks)
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

/** A sender that is still at it is listened to a little longer, so that it hears why not; then it is hung up on. */
const hangUp = async (call: FastifyRequest, chunks: Chunks): Promise<void> => {
  const timer = setTimeout(() => call.raw.destroy(), refusedWaitMs)
  let isOver = false
  while (!isOver) isOver = (await chunks.next().catch(() => null))?.done !== false
  clearTimeout(timer)
}

const unreadable = { message: 'This call cannot be answered.' }

const refuse = (answer: FastifyReply, refusal: Refusal): FastifyReply =>
  answer.code(statusOf(refusal)).send({ refusal })

const isReadable = (body: unknown): body is Readable => body instanceof Readable

type ContextOf = (call: FastifyRequest, answer: FastifyReply) => Context

const send = async (call: FastifyRequest, answer: FastifyReply, contextOf: ContextOf): Promise<unknown> => {
  if (!isReadable(call.body)) return answer.code(400).send(unreadable)
  const chunks: Chunks = call.body[Symbol.asyncIterator]()
  const sent = await headInTime(call, chunks)
  const result = sent && (await sendAttachment(contextOf(call, answer), sent.input, sent.rest))
  if (result?.ok === true) return answer.send(result.value)
  void hangUp(call, chunks)
  return result ? refuse(answer, result.refusal) : answer.code(400).send(unreadable)
}

/** The first frame is opened before anything is answered: a file that is not what was kept is a fault, not half a file. */
const begun = async (bytes: AsyncIterable<Uint8Array>): Promise<Readable> => {
  const chunks: Chunks = bytes[Symbol.asyncIterator]()
  const first = await chunks.next()
  const body = Readable.from(after(first.done === true ? Buffer.alloc(0) : first.value, chunks))
  // Whoever breaks off, also before a byte went, must not leave the file open.
  return body.once('close', () => void chunks.return?.().catch(() => undefined))
}

const open = async (call: FastifyRequest, answer: FastifyReply, contextOf: ContextOf): Promise<unknown> => {
  const input = openSchema.safeParse(call.body)
  if (!input.success) return answer.code(400).send(unreadable)
  const result = await openAttachment(contextOf(call, answer), input.data)
  if (!result.ok) return refuse(answer, result.refusal)
  const { mime, size, bytes } = result.value
  const body = await begun(bytes)
  return answer
    .header('content-type', mime)
    .header('content-length', size)
    .header('content-disposition', 'attachment')
    .header('content-security-policy', `sandbox; default-src 'none'`)
    .send(body)
}

/** In the scope of the calls, whose hook refuses what no page of ours sends. */
export const serveAttachments = (server: FastifyInstance, contextOf: ContextOf): void => {
  server.addContentTypeParser('application/octet-stream', (_call, body, done) => done(null, body))
  // What is too big is refused while it is counted, with a sentence, and not here without one.
  const bodyLimit = Number.MAX_SAFE_INTEGER
  server.post('/attachments/send', { bodyLimit }, (call, answer) => send(call, answer, contextOf))
  server.post('/attachments/open', (call, answer) => open(call, answer, contextOf))
}
