import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportFolder } from '../files/export-folder.ts'
import { readFolder } from '../files/portal-folder.ts'
import { rehearseVerb } from './rehearse.ts'

const template = fileURLToPath(new URL('../../../templates/family-practice', import.meta.url))

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portico-rehearse-'))
  await cp(template, dir, { recursive: true })
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const rehearsed = async (...args: readonly string[]) => {
  const lines: string[] = []
  const output = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) }
  const code = await rehearseVerb(readFolder).run(args, output)
  return { code, said: lines.join('\n') }
}

const change = async (file: string, from: string, to: string): Promise<void> => {
  const text = await readFile(join(template, file), 'utf8')
  if (!text.includes(from)) throw new Error(`${file} has no ${from}.`)
  await writeFile(join(dir, file), text.replace(from, to))
}

test('every rehearsal of the template passes, and each end of its refill workflow is walked', async () => {
  const { code, said } = await rehearsed(template)
  expect(said).toMatch(/(\d+) of \1 rehearsals passed\.$/)
  expect(code).toBe(0)
  const { portal } = await readFolder(template)
  const ends = Object.entries(portal?.workflows['refill']?.states ?? {}).flatMap(([id, { ends: is }]) =>
    is ? [id] : [],
  )
  const walked = Object.values(portal?.rehearsals ?? {}).map(({ steps }) =>
    steps.map((step) => step.expect?.state),
  )
  for (const end of ends) expect(walked.flat()).toContain(end)
})

test('a difference is told with what was expected and what came, and the exit code is 1', async () => {
  await change('rehearsals/withdrawn.yaml', 'state: withdrawn', 'state: declined')
  const { code, said } = await rehearsed(dir)
  expect(code).toBe(1)
  expect(said).toContain('FAILS')
  expect(said).toContain('≠ the stage: expected Declined, came Withdrawn')
  const asJson = await rehearsed(dir, '--json')
  expect(JSON.parse(asJson.said)).toMatchObject({ passed: false })
})

test('a rehearsal that names what is not there is a problem in its own file', async () => {
  await change('rehearsals/withdrawn.yaml', 'takes: withdraw,', 'takes: vanish,')
  const { problems } = await readFolder(dir)
  expect(problems.map(({ file }) => file)).toEqual(['rehearsals/withdrawn.yaml'])
  expect(problems[0]?.sentence).toContain('names a step "vanish"')
  expect((await rehearsed(dir)).code).toBe(1)
})

test('rehearsals come back from an export as they were', async () => {
  const { portal } = await readFolder(template)
  if (!portal) throw new Error('The template cannot be read.')
  const files = exportFolder(portal)
  expect([...files.keys()].filter((file) => file.startsWith('rehearsals/'))).toEqual(
    Object.keys(portal.rehearsals ?? {}).map((id) => `rehearsals/${id}.yaml`),
  )
  expect(files.get('portal.yaml')).not.toContain('rehearsals:')
})
