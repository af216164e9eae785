import { timingSafeEqual } from 'node:crypto'
import fastify, { type FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { asks } from '../rehearsal-answers.ts'
import type { Log } from '../log.ts'

type Asks = { readonly [What in keyof typeof asks]: z.output<(typeof asks)[What]> }
export type RehearsalDoor = { readonly [What in keyof Asks]: (input: Asks[What]) => Promise<object> }

/** Far above a portal of sixty tables as JSON. */
const bodyLimitBytes = 64 * 1024 * 1024

const isSecret = (said: string | undefined, secret: string): boolean => {
  const [given, wanted] = [Buffer.from(said ?? ''), Buffer.from(`Bearer ${secret}`)]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/**
 * The door of a rehearsal environment that only the builder's own process may use: it knows the secret, which lies in a file
 * that only its owner reads. No page reaches it: a browser says where a call comes from, and that is refused.
 */
export const openRehearsalDoor = (door: RehearsalDoor, secret: string, log: Log): FastifyInstance => {
  const server = fastify({ logger: false, bodyLimit: bodyLimitBytes })
  server.addHook('onRequest', async ({ headers }, answer) => {
    void answer.header('cache-control', 'no-store')
    if (headers.origin !== undefined || !isSecret(headers.authorization, secret))
      await answer.code(403).send({ message: 'Not from here.' })
  })
  const serve = <What extends keyof Asks>(
    what: What,
    schema: z.ZodType<Asks[What]>,
    ask: RehearsalDoor[What],
  ): void => {
    server.post(`/${what}`, async ({ body }, answer) => {
      const input = schema.safeParse(body)
      return input.success ? ask(input.data) : answer.code(400).send({ message: 'This cannot be answered.' })
    })
  }
  serve('look', asks.look, door.look)
  serve('carry', asks.carry, door.carry)
  serve('ticket', asks.ticket, door.ticket)
  serve('jump', asks.jump, door.jump)
  serve('walked', asks.walked, door.walked)
  server.setErrorHandler(async (fault, _call, answer) => {
    log.fault('A rehearsal could not answer.', fault)
    return answer.code(500).send({ message: 'Something went wrong here.' })
  })
  return server
}
