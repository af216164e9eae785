import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { cell, edit } from './drafting.ts'

const program = new URL('../../packages/runtime/cli/portico.ts', import.meta.url).pathname

/** Somebody at the machine of a practice, who signs in there. */
const portico = async (at: Practice, email: string, ...args: readonly string[]) => {
  await at.forgetCodes()
  const account = at.account(email)
  const typed = `${account.password}\n${at.code(account) ?? ''}\n`
  return new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>(
    (resolve) => {
      const all = [program, ...args, '--as', email]
      const child = execFile(process.execPath, all, { env: at.environment }, (_, out, err) =>
        resolve({ code: child.exitCode, out, err }),
      )
      child.stdin?.end(typed)
    },
  )
}

/** Every file below a folder with its bytes. */
const bytesIn = async (dir: string): Promise<ReadonlyMap<string, string>> => {
  const names = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  const files = names.map(({ parentPath, name }) => join(parentPath, name)).toSorted()
  return new Map(
    await Promise.all(
      files.map(async (file) => [file.slice(dir.length), await readFile(file, 'hex')] as const),
    ),
  )
}

const email = 'dana@maple.example.com'

let here: Practice
let other: Practice
let dana: Person
let root: string
const folder = (name: string): string => join(root, name)
beforeAll(async () => {
  ;[here, other] = await Promise.all([Practice.open({ works: false }), Practice.open({ works: false })])
  dana = await other.as(email, 'office')
  root = await mkdtemp(join(tmpdir(), 'portico-files-'))
}, 120_000)
afterAll(async () => {
  await Promise.all([here[Symbol.asyncDispose](), other[Symbol.asyncDispose]()])
  await rm(root, { recursive: true, force: true })
})

test('a portal as files is exported without people and secrets, and is the draft already when it comes back', async () => {
  const first = await portico(other, email, 'export', folder('first'), '--version', '1')
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(await portico(other, email, 'import', folder('first'))).toMatchObject({
    code: 0,
    out: 'The draft is this portal already.\n',
  })
  await edit(dana, cell('operations', 'patient', 'name', { location: 'me.location' }))
  expect(await portico(other, email, 'export', folder('wider'))).toMatchObject({ code: 0, err: '' })
  const files = [...(await bytesIn(folder('wider'))).keys()]
  expect(files.filter((name) => /people|connection|key/.test(name))).toEqual([])
}, 60_000)

test('a portal as files says what an import would change, marks what is wider, and changes nothing before it is told to', async () => {
  await edit(dana, {
    ...{ kind: 'set-cell', role: 'operations', table: 'patient', field: 'name', verb: 'read', on: false },
  })
  const { revision } = await dana.api.draft.load.query()
  const shown = await portico(other, email, 'import', folder('wider'))
  expect(shown.code).toBe(1)
  expect(shown.out).toContain('[WIDER ACCESS] Operations can now read Name of patients')
  expect(shown.out).toContain('Nothing was changed. Say --yes')
  expect((await dana.api.draft.load.query()).revision).toBe(revision)
  const agreed = await portico(other, email, 'import', folder('wider'), '--yes', '--json')
  expect(agreed).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(agreed.out)).toMatchObject({ ok: true, value: { outcome: 'changed' } })
  expect((await dana.api.draft.load.query()).revision).toBe(revision + 1)
  expect((await portico(other, email, 'export', folder('again'))).code).toBe(0)
  expect(await bytesIn(folder('again'))).toEqual(await bytesIn(folder('wider')))
}, 60_000)

test('a portal as files is published with a reason, and waits for a second person where it is wider', async () => {
  const unsaid = await portico(other, email, 'publish')
  expect(unsaid.code).toBe(1)
  expect(unsaid.out).toContain('Give a --reason')
  const asked = await portico(other, email, 'publish', '--reason', 'As in the repository', '--yes')
  expect(asked.code).toBe(1)
  expect(asked.out).toContain('a second person was asked to approve it')
  expect((await dana.api.draft.load.query()).live.version).toBe(1)
  const sam = await other.as('sam@maple.example.com', 'office')
  const { asking } = await sam.api.approval.load.query()
  await sam.api.approval.approve.mutate({ id: asking?.id ?? '' })
}, 60_000)

test('a portal as files goes back to the first version, which is narrower, by one person alone', async () => {
  const back = await portico(other, email, 'import', folder('first'), '--yes')
  expect(back).toMatchObject({ code: 0, err: '' })
  const published = await portico(other, email, 'publish', '--reason', 'Back again', '--yes')
  expect(published.code).toBe(0)
  expect(published.out).toContain('Version 1 is live.')
  expect((await portico(other, email, 'export', folder('back'), '--version', '1')).code).toBe(0)
  expect(await bytesIn(folder('back'))).toEqual(await bytesIn(folder('first')))
}, 60_000)

test('a portal as files makes another practice the same portal byte for byte, with an entry', async () => {
  expect((await portico(here, email, 'import', folder('wider'), '--yes')).code).toBe(0)
  expect((await portico(here, email, 'export', folder('here'))).code).toBe(0)
  expect(await bytesIn(folder('here'))).toEqual(await bytesIn(folder('wider')))
  const sam = await here.as('sam@maple.example.com', 'office')
  const { entries } = await sam.api.trail.read.query({ days: 2, verb: 'build' })
  expect(entries.map(({ detail }) => detail)).toContain('export-portal')
}, 60_000)

test('a portal as files is nothing for who has no power over it, and says how it is used', async () => {
  const nora = 'nora@maple.example.com'
  expect(await portico(other, nora, 'export', folder('no'))).toMatchObject({ code: 1, out: '' })
  expect((await portico(other, nora, 'import', folder('wider'), '--yes')).code).toBe(1)
  expect(await portico(other, email, 'export')).toMatchObject({ code: 2, out: '' })
}, 60_000)
