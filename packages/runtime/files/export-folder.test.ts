import { readdirSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { canonical } from '@portico/engine/portal/canonical'
import type { Portal, Table } from '@portico/engine/portal/portal'
import { pictures } from '@portico/engine/testing/logo'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportFolder } from './export-folder.ts'
import { readFolder } from './portal-folder.ts'
import { writeFolder } from './write-folder.ts'

const templates = fileURLToPath(new URL('../../../templates', import.meta.url))
const template = join(templates, 'family-practice')

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'portico-export-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const portalIn = async (dir: string): Promise<Portal> => {
  const { portal, problems } = await readFolder(dir)
  if (!portal) throw new Error(problems.map(({ sentence }) => sentence).join(' '))
  return portal
}

const written = async (files: ReadonlyMap<string, string | Uint8Array>): Promise<string> => {
  const dir = await mkdtemp(join(root, 'folder-'))
  for (const [name, text] of files) {
    await mkdir(dirname(join(dir, name)), { recursive: true })
    await writeFile(join(dir, name), text)
  }
  return dir
}

test.each(readdirSync(templates))(
  '%s reads back as the same portal and exports to the same bytes',
  async (id) => {
    const portal = await portalIn(join(templates, id))
    const files = exportFolder(portal)
    const again = await portalIn(await written(files))
    expect(canonical(again)).toBe(canonical(portal))
    expect([...exportFolder(again)]).toEqual([...files])
  },
)

const label = { en: 'Extra', es: 'Extra' }
const money = { kind: 'money', class: 'clinical', label } as const
const ofEveryKind = {
  fee: { ...money, min: 0.5, max: 1250.5 },
  tax: money,
  call: { kind: 'time', class: 'operational', label, 'not-before': '09:30', 'not-after': '17:00' },
  needs: { kind: 'many-choice', class: 'operational', label, options: { no: label, y: label } },
  home: { kind: 'address', class: 'identifier', label, search: 'words' },
  names: { kind: 'list', of: 'phone', class: 'identifier', label },
  consent: { kind: 'signature', class: 'identifier', label, statement: { en: 'Yes: *all*', es: '# Sí' } },
  total: { kind: 'computed', class: 'clinical', label, from: { sum: ['fee', 'tax'] } },
  dear: { kind: 'computed', class: 'clinical', label, from: { whether: { fee: { '>=': 100 } } } },
} as const satisfies Table['fields']

test('what each kind of field needs beside its kind, and the money, come back as they were', async () => {
  const portal = await portalIn(template)
  const tables = { ...portal.tables, bill: { label, fields: ofEveryKind } }
  const odd: Portal = { ...portal, currency: 'MXN', tables }
  const again = await portalIn(await written(exportFolder(odd)))
  expect(canonical(again)).toBe(canonical(odd))
  const files = exportFolder(again)
  expect([...exportFolder(await portalIn(await written(files)))]).toEqual([...files])
})

test('a logo is a picture beside the portal, and comes back to the letter', async () => {
  const portal = await portalIn(template)
  const logo = { picture: pictures[0], label: { en: 'A leaf' }, 'beside-name': true } as const
  const odd: Portal = { ...portal, look: { ...portal.look, logo } }
  const files = exportFolder(odd)
  expect(files.get('logo.png')).toEqual(Buffer.from(pictures[0], 'base64'))
  expect(files.get('portal.yaml')).toContain('picture: logo.png')
  const dir = await written(files)
  const again = await portalIn(dir)
  expect(canonical(again)).toBe(canonical(odd))
  expect([...exportFolder(again)]).toEqual([...files])
  expect(await writeFolder(dir, portal)).toBe(files.size - 1)
  expect(await readdir(dir)).not.toContain('logo.png')
})

test('a logo that is not there, or that Portico did not draw, is a problem and no portal', async () => {
  const portal = await portalIn(template)
  const files = new Map(exportFolder({ ...portal, look: { ...portal.look, logo: { picture: pictures[0] } } }))
  const told = async () => (await readFolder(await written(files))).problems.map(({ code }) => code)
  files.set('logo.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
  expect(await told()).toEqual(['wrong-picture'])
  files.delete('logo.png')
  expect(await told()).toEqual(['logo-file'])
})

test('an export names its files as a folder has them', async () => {
  const named = await Promise.all(
    ['notices', 'rehearsals'].map(async (folder) =>
      (await readdir(join(template, folder))).map((name) => `${folder}/${name}`),
    ),
  )
  expect([...exportFolder(await portalIn(template)).keys()].toSorted()).toEqual(
    ['portal.yaml', ...named.flat()].toSorted(),
  )
})

test.each([
  'yes',
  'null',
  '12',
  '2026-01-01',
  '- a',
  'a: b',
  '# no',
  ' lead',
  'trail ',
  '"',
  "'",
  '&a',
  '*a',
  '!t',
  '%',
  '@',
  '`',
  'a\nb',
  'a\n',
  '\ta',
  '¿Qué?',
  '🌷',
  'x'.repeat(300),
])('a text that could be taken for something else survives: %j', async (words) => {
  const portal = await portalIn(template)
  const odd: Portal = { ...portal, name: { en: words, es: words } }
  const files = exportFolder(odd)
  const again = await portalIn(await written(files))
  expect(again.name).toEqual(odd.name)
  expect([...exportFolder(again)]).toEqual([...files])
})

test('a wording keeps every space and line break', async () => {
  const portal = await portalIn(template)
  const notice = portal.notices['refill-update']
  if (!notice) throw new Error('The template lost its notice.')
  const wording = { en: { subject: '  spaced ', body: '\n\nline\r\n  {{link}}  \n\n\n' } }
  const odd: Portal = { ...portal, notices: { ...portal.notices, 'refill-update': { ...notice, wording } } }
  expect((await portalIn(await written(exportFolder(odd)))).notices['refill-update']?.wording).toEqual(
    wording,
  )
})
