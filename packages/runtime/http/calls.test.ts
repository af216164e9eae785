import type { AnyTRPCRouter } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import fastify from 'fastify'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { refuse } from '@portico/engine/result'
import { answer, procedure, router } from './answer.ts'
import { batchMax, serveCalls } from './calls.ts'

// Of any kind, because these procedures look at nothing that a call brings along.
const portal: AnyTRPCRouter = router({
  told: procedure.query(() => 'told'),
  nothing: procedure.query(() => undefined),
  doubled: procedure.input(z.strictObject({ number: z.number() })).query(({ input }) => input.number * 2),
  noted: router({
    down: procedure.input(z.string()).mutation(({ input }) => ({ is: input, at: new Date(0) })),
  }),
  refused: procedure.mutation(() => answer(Promise.resolve(refuse({ code: 'wrong-state', state: 'done' })))),
  broken: procedure.query(() => {
    throw new Error('a text that nobody may read')
  }),
})

const faults: unknown[] = []
beforeEach(() => void faults.splice(0))
const server = fastify({ routerOptions: { maxParamLength: 5000 } })
serveCalls(server, {
  router: portal,
  contextOf: () => ({}),
  log: { fault: (_sentence, fault) => void faults.push(fault) },
})
afterAll(() => server.close())

type Said = { readonly status: number; readonly body: unknown }
const json = 'application/json'

const ours = async (path: string, body: string | undefined): Promise<Said> => {
  const said = await server.inject({
    method: 'POST',
    url: `/trpc/${path}`,
    headers: { 'content-type': json },
    ...(body === undefined ? {} : { payload: body }),
  })
  const answered: unknown = said.json()
  return { status: said.statusCode, body: answered }
}

/** tRPC's own handler, set up as its clients expect it of us. */
const theirs = async (path: string, body: string | undefined): Promise<Said> => {
  const said = await fetchRequestHandler({
    endpoint: '/trpc',
    req: new Request(`http://portal.test/trpc/${path}`, {
      method: 'POST',
      headers: { 'content-type': json },
      ...(body === undefined ? {} : { body }),
    }),
    router: portal,
    allowMethodOverride: true,
    maxBatchSize: batchMax,
    createContext: () => ({}),
  })
  const answered: unknown = await said.json()
  return { status: said.status, body: answered }
}

const many = (count: number) => `${Array.from({ length: count }, () => 'told').join(',')}?batch=1`

const asked: readonly (readonly [what: string, path: string, body?: string])[] = [
  ['a question without input', 'told'],
  ['a question that is answered with nothing', 'nothing'],
  ['a question', 'doubled', '{"number":21}'],
  ['a change', 'noted.down', '"yes"'],
  ['a change that is refused', 'refused'],
  ['input that is not what it should be', 'doubled', '{"number":"many"}'],
  ['input that is missing', 'doubled'],
  ['a body that is no JSON', 'doubled', '{"number":'],
  ['a path that leads nowhere', 'nowhere.to.be'],
  ['a path that ends too early', 'noted'],
  ['a path that only objects have', 'constructor'],
  ['a fault', 'broken'],
  ['a batch of one', 'doubled?batch=1', '{"0":{"number":4}}'],
  ['a batch of questions', 'told,doubled,nothing?batch=1', '{"1":{"number":4}}'],
  ['a batch of changes', 'noted.down,noted.down?batch=1', '{"0":"yes","1":"no"}'],
  ['a batch of which one is refused', 'noted.down,refused?batch=1', '{"0":"yes"}'],
  ['a batch of which one leads nowhere', 'told,nowhere?batch=1', '{}'],
  ['a batch all of which fails', 'broken,broken?batch=1', '{}'],
  ['a batch of which one has the wrong input', 'doubled,doubled?batch=1', '{"0":{"number":4},"1":4}'],
  ['a batch without a body', 'told,doubled?batch=1'],
  ['a batch whose body is no JSON', 'told,doubled?batch=1', '{'],
  ['a batch as large as it may be', many(batchMax), '{}'],
  ['a batch that is larger', many(batchMax + 1), '{}'],
]

test.each(asked.map(([what, path, body]) => ({ what, path, body })))(
  "$what is answered as tRPC's own handler answers it",
  async ({ path, body }) => {
    expect(await ours(path, body)).toEqual(await theirs(path, body))
  },
)

test('more calls at once than are taken are refused as one, and none of them is made', async () => {
  const { status, body } = await ours(`${'broken,'.repeat(batchMax)}broken?batch=1`, '{}')
  expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('BAD_REQUEST')])
  expect(faults).toEqual([])
})

test('a fault is written down here, and who asked is told nothing of it', async () => {
  const { status, body } = await ours('broken', undefined)
  expect(status).toBe(500)
  expect(JSON.stringify(body)).not.toContain('nobody may read')
  expect(faults).toHaveLength(1)
})
