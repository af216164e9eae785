import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../commands/call.ts'
import { drawLogo } from '../commands/draw-logo.ts'
import { logoFile } from '../commands/shown-logo.ts'
import type { LiveStore } from '../postgres/live-store.ts'
import { statusOf } from './answer.ts'

const patienceMs = 30_000

type ContextOf = (call: FastifyRequest, answer: FastifyReply) => Context

/** In the scope of the calls, whose hook refuses what no page of ours sends: a picture goes in, a small one comes back. */
export const serveDrawing = (server: FastifyInstance, contextOf: ContextOf): void => {
  server.post('/logo/draw', async (call, answer) => {
    if (!(call.body instanceof Readable))
      return answer.code(400).send({ message: 'This call cannot be answered.' })
    const timer = setTimeout(() => call.raw.destroy(), patienceMs)
    const result = await drawLogo(contextOf(call, answer), call.body).finally(() => clearTimeout(timer))
    if (result.ok) return answer.send(result.value)
    call.body.resume()
    return answer.code(statusOf(result.refusal)).send({ refusal: result.refusal })
  })
}

/** The logo of the live version and no other, to anybody: whoever signs in sees it before. */
export const serveLogo = (server: FastifyInstance, live: LiveStore): void => {
  server.get<{ Params: { file: string } }>('/logo/:file', async (call, answer) => {
    const { file } = call.params
    const known = logoFile((await live.current()).portal, file)
    const picture = known ?? logoFile((await live.reload()).portal, file)
    if (!picture) return answer.code(404).send({ message: 'There is nothing here.' })
    return answer
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('content-security-policy', `sandbox; default-src 'none'`)
      .type('image/png')
      .send(picture)
  })
}
