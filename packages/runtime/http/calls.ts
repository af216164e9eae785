import {
  type AnyTRPCRouter,
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  TRPCError,
  type TRPCErrorShape,
} from '@trpc/server'
import { getHTTPStatusCode } from '@trpc/server/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Log } from '../log.ts'

/**
 * tRPC's protocol as its clients speak it: a call with its input, or several in one body by their place. Its own adapter
 * makes a web request, a web response and a stream of each call, which costs more than the answer itself.
 */
export type Calls = {
  readonly router: AnyTRPCRouter
  readonly contextOf: (call: FastifyRequest, answer: FastifyReply) => object
  readonly log: Pick<Log, 'fault'>
}
/** What is known of a router whose own types do not matter here. */
type Rooted = { ctx: object; meta: object; errorShape: TRPCErrorShape; transformer: boolean }
type Root = Parameters<typeof getTRPCErrorShape<Rooted>>[0]['config']
type Asked = { readonly path: string; readonly input: () => unknown }
type Answered = { readonly result: { readonly data: unknown } } | { readonly error: TRPCErrorShape }

/** Far above what a page asks at once. More would be one cheap call that costs as much as all of them. */
export const batchMax = 50

const batchSchema = z.record(z.string(), z.unknown())

const parsed = (body: unknown): unknown => {
  if (body === undefined || body === '') return undefined
  if (typeof body !== 'string') throw new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE' })
  try {
    return JSON.parse(body)
  } catch {
    throw new TRPCError({ code: 'BAD_REQUEST' })
  }
}

const inputAt = (body: unknown, place: number): unknown => {
  const inputs = batchSchema.optional().safeParse(parsed(body))
  if (!inputs.success) throw new TRPCError({ code: 'BAD_REQUEST' })
  return inputs.data?.[place]
}

const rootOf = ({ _def: { _config } }: { readonly _def: { readonly _config: Root } }): Root => _config

const failed = ({ router, log }: Calls, ctx: object, cause: unknown, path?: string): Answered => {
  const error = getTRPCErrorFromUnknown(cause)
  if (error.code === 'INTERNAL_SERVER_ERROR')
    log.fault('A call failed.', error.cause ?? error, { path: path ?? null })
  return {
    error: getTRPCErrorShape<Rooted>({
      config: rootOf(router),
      ...{ error, path, ctx, input: undefined, type: 'unknown' },
    }),
  }
}

const answered = async (
  calls: Calls,
  ctx: object,
  { path, input }: Asked,
  place: number,
): Promise<Answered> => {
  try {
    const data: unknown = await callTRPCProcedure({
      router: calls.router,
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
    return failed(calls, ctx, cause, path)
  }
}

type CallRoute = {
  readonly Params: { readonly path: string }
  readonly Querystring: { readonly batch?: string }
}

const answerTo = async (
  calls: Calls,
  { params: { path }, query: { batch }, body }: FastifyRequest<CallRoute>,
  ctx: object,
): Promise<Answered | Answered[]> => {
  if (batch !== '1') return answered(calls, ctx, { path, input: () => parsed(body) }, 0)
  const asked = path.split(',')
  return asked.length > batchMax
    ? failed(calls, ctx, new TRPCError({ code: 'BAD_REQUEST' }))
    : Promise.all(
        asked.map((one, place) =>
          answered(calls, ctx, { path: one, input: () => inputAt(body, place) }, place),
        ),
      )
}

export const serveCalls = (server: FastifyInstance, calls: Calls): void => {
  server.removeContentTypeParser('application/json')
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_call, body, done) => {
    done(null, body)
  })
  server.all<CallRoute>('/trpc/:path', async (call, answer) => {
    const said = await answerTo(calls, call, calls.contextOf(call, answer))
    return answer.code(getHTTPStatusCode(said)).type('application/json').send(JSON.stringify(said))
  })
}
