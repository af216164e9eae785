import {
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  TRPCError,
  type TRPCErrorShape,
} from '@trpc/server'
import { getHTTPStatusCode } from '@trpc/server/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context } from '../commands/call.ts'
import { portico } from './router.ts'

/**
 * tRPC's protocol as its clients speak it: a call with its input, or several in one body by their place. Its own adapter
 * makes a web request, a web response and a stream of each call, which costs more than the answer itself.
 */
type Asked = { readonly path: string; readonly input: () => unknown }
type Answered = { readonly result: { readonly data: unknown } } | { readonly error: TRPCErrorShape }

const batchSchema = z.record(z.string(), z.unknown())

const parsed = (body: unknown): unknown => {
  if (body === undefined || body === '') return undefined
  if (typeof body !== 'string') throw new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE' })
  try {
    return JSON.parse(body)
  } catch {
    throw new TRPCError({ code: 'PARSE_ERROR' })
  }
}

const inputAt = (body: unknown, place: number): unknown => {
  const inputs = batchSchema.optional().safeParse(parsed(body))
  if (!inputs.success) throw new TRPCError({ code: 'BAD_REQUEST' })
  return inputs.data?.[place]
}

const answered = async (ctx: Context, { path, input }: Asked, place: number): Promise<Answered> => {
  try {
    const data: unknown = await callTRPCProcedure({
      router: portico,
      path,
      // Questions come in the body too, so the one method asks and changes.
      type: 'mutation',
      allowMethodOverride: true,
      ctx,
      getRawInput: () => Promise.resolve().then(input),
      signal: undefined,
      batchIndex: place,
    })
    return { result: { data } }
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause)
    if (error.code === 'INTERNAL_SERVER_ERROR')
      ctx.adapters.log.fault('A call failed.', error.cause ?? error, { path })
    const config = portico._def._config
    return { error: getTRPCErrorShape({ config, error, path, ctx, input: undefined, type: 'unknown' }) }
  }
}

type CallRoute = {
  readonly Params: { readonly path: string }
  readonly Querystring: { readonly batch?: string }
}

const answerTo = async (
  { params: { path }, query: { batch }, body }: FastifyRequest<CallRoute>,
  ctx: Context,
): Promise<Answered | Answered[]> =>
  batch === '1'
    ? Promise.all(
        path
          .split(',')
          .map((one, place) => answered(ctx, { path: one, input: () => inputAt(body, place) }, place)),
      )
    : answered(ctx, { path, input: () => parsed(body) }, 0)

export const serveCalls = (
  server: FastifyInstance,
  contextOf: (call: FastifyRequest, answer: FastifyReply) => Context,
): void => {
  server.removeContentTypeParser('application/json')
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_call, body, done) => {
    done(null, body)
  })
  server.all<CallRoute>('/trpc/:path', async (call, answer) => {
    const said = await answerTo(call, contextOf(call, answer))
    return answer.code(getHTTPStatusCode(said)).type('application/json').send(JSON.stringify(said))
  })
}
