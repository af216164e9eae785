import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

// Each call is a process of its own, which a busy machine starts slowly.
vi.setConfig({ testTimeout: 60_000 })

const template = fileURLToPath(new URL('../../../templates/family-practice', import.meta.url))
const program = fileURLToPath(new URL('portico.ts', import.meta.url))

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'portico-cli-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const portico = (...args: readonly string[]) =>
  new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>((resolve) => {
    const child = execFile(process.execPath, [program, ...args], (_, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    )
  })

test('portico check exits 0 for a portal that can be published and 1 for one that cannot', async () => {
  expect(await portico('check', template)).toEqual({
    code: 0,
    out: 'This portal can be published.\n',
    err: '',
  })
  const { code, out } = await portico('check', join(root, 'nowhere'))
  expect({ code, out }).toEqual({
    code: 1,
    out: expect.stringContaining('There is no portal.yaml in this folder.') as string,
  })
})

test('portico check --json answers for machines', async () => {
  const dir = await mkdtemp(join(root, 'folder-'))
  await cp(template, dir, { recursive: true })
  const text = await readFile(join(dir, 'portal.yaml'), 'utf8')
  await writeFile(
    join(dir, 'portal.yaml'),
    text.replace('medication: { kind: text, class: clinical,', 'medication: { kind: text,'),
  )
  const { code, out } = await portico('check', dir, '--json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    publishable: false,
    problems: [
      {
        code: 'class-missing',
        severity: 'error',
        file: 'portal.yaml',
        at: { line: 34, column: 7 },
        path: ['tables', 'refill', 'fields', 'medication', 'class'],
      },
    ],
  })
})

test('portico exits 2 when used wrongly and says how it is used', async () => {
  for (const args of [['check'], ['check', 'a', 'b'], ['check', 'a', '--colour'], ['fly'], []]) {
    const { code, out, err } = await portico(...args)
    expect({ args, code, out }).toEqual({ args, code: 2, out: '' })
    expect(err).toContain('portico check <dir>')
  }
})

test('portico --help says what there is', async () => {
  const { code, out } = await portico('--help')
  expect(code).toBe(0)
  expect(out).toContain('portico check <dir> [--json]')
})
