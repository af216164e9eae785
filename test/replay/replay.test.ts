import { fileURLToPath } from 'node:url'
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker'
import { beforeAll, expect, test } from 'vitest'
import { readFolder } from '../../packages/runtime/files/portal-folder.ts'
import { golden, nameOf, walksOf } from './golden.ts'

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const today = file('../../packages/runtime/temporal/workflows.ts')

beforeAll(() => {
  // A broken workflow is what these tests look for; its warnings are no news.
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
  })
})

/** Which of the kept histories this workflow could not have left. */
async function strayed(workflowsPath: string): Promise<readonly string[]> {
  const results = Worker.runReplayHistories(
    {
      workflowsPath,
      dataConverter: { failureConverterPath: file('../../packages/runtime/temporal/failure-converter.ts') },
    },
    golden(),
  )
  const found: string[] = []
  for await (const { workflowId, error } of results) if (error !== undefined) found.push(workflowId)
  return found
}

test('R119 every kept history, of each path and each trouble, replays on today’s workflow', async () => {
  expect(await strayed(today)).toEqual([])
})

test('every path of every workflow has its history; `npm run night` records what is missing', async () => {
  const { portal } = await readFolder(file('../../templates/family-practice'))
  const paths = portal ? walksOf(portal).map(nameOf) : []
  expect(paths.length).toBeGreaterThan(20)
  expect(golden().map(({ workflowId }) => workflowId)).toEqual(expect.arrayContaining(paths))
})

test.each([
  ['takes effects in another order', 'reversed-effects.ts'],
  ['waits once more before it looks', 'one-more-wait.ts'],
  ['forgets a deadline', 'forgotten-deadline.ts'],
])('a workflow that %s is caught', async (_what, name) => {
  expect(await strayed(file(`broken/${name}`))).not.toEqual([])
})

test('no kept history holds anything but ids and numbers', () => {
  const payloads = golden().flatMap(({ history }) => JSON.stringify(history).match(/"data":"[^"]*"/g) ?? [])
  expect(payloads.length).toBeGreaterThan(10)
  const text = payloads.map((payload) => Buffer.from(payload.slice(8, -1), 'base64').toString()).join('\n')
  for (const private_ of ['Lisinopril', '10 mg', 'Running out soon', 'Fine', 'Ada', 'Lindqvist'])
    expect(text).not.toContain(private_)
})
