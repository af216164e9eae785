import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFolder } from '../files/portal-folder.ts'
import { checkVerb } from './check.ts'

const template = fileURLToPath(new URL('../../../templates/family-practice', import.meta.url))

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'portico-check-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

type Files = Readonly<Record<string, string | null | ((text: string) => string)>>

/** The template's folder with some files written anew, changed or (null) taken away. */
const folderWith = async (files: Files): Promise<string> => {
  const dir = await mkdtemp(join(root, 'folder-'))
  await cp(template, dir, { recursive: true })
  for (const [name, content] of Object.entries(files)) {
    const file = join(dir, name)
    await mkdir(dirname(file), { recursive: true })
    if (content === null) await rm(file)
    else await writeFile(file, typeof content === 'string' ? content : content(await readFile(file, 'utf8')))
  }
  return dir
}

const checked = async (dir: string) => {
  const lines: string[] = []
  const output = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) }
  const code = await checkVerb(readFolder).run([dir], output)
  return { code, said: lines.join('\n') }
}

const portal = (change: (text: string) => string): Files => ({ 'portal.yaml': change })
const swap = (from: string | RegExp, to: string) =>
  portal((text) => {
    const changed = text.replace(from, to)
    if (changed === text) throw new Error(`The template has no ${String(from)}.`)
    return changed
  })
const body = (text: string): Files => ({
  'notices/refill-update.en.hbs': `Subject: News\n\n${text}\n{{link}}\n`,
})

test('the template can be published', async () => {
  expect(await checked(template)).toEqual({ code: 0, said: 'This portal can be published.' })
})

const medication = 'medication: { kind: text, class: clinical,'

describe('a folder with one thing wrong is named with place and sentence', () => {
  test.each<[string, Files, RegExp]>([
    [
      'an unknown key',
      swap(medication, 'medication: { kindd: text, kind: text, class: clinical,'),
      /^portal\.yaml:34:21: Field "medication" of table "refill" has "kindd", which Portico does not know/m,
    ],
    [
      'a dangling id',
      swap('to: location, class', 'to: nowhere, class'),
      /^portal\.yaml:22:\d+: \*Location\* refers to a table "nowhere" that does not exist/m,
    ],
    [
      'a missing class',
      swap(medication, 'medication: { kind: text,'),
      /^portal\.yaml:34:7: Field "medication" of table "refill" has no answer to "What is in it\?"/m,
    ],
    [
      'a wrong class',
      swap(medication, 'medication: { kind: text, class: secret,'),
      /^portal\.yaml:34:33: .* answers "What is in it\?" with "secret"/m,
    ],
    [
      'a duplicate id',
      swap('roles:\n', 'roles:\n  nurse: { audience: staff }\n'),
      /^portal\.yaml:\d+:\d+: This id is used twice/m,
    ],
    [
      'a duplicate id in a list',
      swap('by: [patient, proxy, front-desk]', 'by: [patient, patient]'),
      /^portal\.yaml:\d+:\d+: .* names "patient" twice/m,
    ],
    [
      'an SQL word',
      swap('      dose:\n', '      select:\n'),
      /^portal\.yaml:35:7: No field can have the id "select": it means something to the database/m,
    ],
    [
      'a prototype word',
      swap('  nurse-lead:', '  constructor:'),
      /^portal\.yaml:\d+:3: No role can have the id "constructor"/m,
    ],
    [
      '__proto__',
      swap('  nurse-lead:', '  __proto__:'),
      /^portal\.yaml:\d+:3: Nothing can be called "__proto__"/m,
    ],
    [
      'a 10 MB label',
      swap('en: Medicine,', `en: ${'x'.repeat(10_000_000)},`),
      /^portal\.yaml:34:1: This file has more than 10 million characters; its longest line is here/m,
    ],
    [
      'a long label',
      swap('en: Medicine,', `en: ${'x'.repeat(100_000)},`),
      /^portal\.yaml:34:\d+: This text has 100000 characters/m,
    ],
    [
      'a reference cycle',
      swap(
        'patient: { kind: reference, to: patient, class: identifier',
        'patient: { kind: reference, to: refill, class: identifier',
      ),
      /^portal\.yaml:31:5: The way from \*Refill\* to its patient goes in a circle/m,
    ],
    ['no YAML', { 'portal.yaml': 'portal: [1, 2\nname: }' }, /^portal\.yaml:2:\d+: This is not YAML/m],
    ['bytes that are no text', { 'portal.yaml': '\u0000\u0001\u0002' }, /^portal\.yaml:1:1: /m],
    ['an empty file', { 'portal.yaml': '' }, /^portal\.yaml:1:1: There is nothing in this portal/m],
    [
      'a file of comments',
      { 'portal.yaml': '# nothing\n' },
      /^portal\.yaml:1:1: There is nothing in this portal/m,
    ],
    ['a list', { 'portal.yaml': '- a\n- b\n' }, /^portal\.yaml:1:1: This is not a portal/m],
    [
      'a file cut off in a line',
      portal((text) => text.slice(0, text.indexOf('class: clinical') + 4)),
      /^portal\.yaml:\d+:\d+: This is not YAML/m,
    ],
    [
      'a file cut off between lines',
      portal((text) => text.slice(0, text.indexOf('roles:\n'))),
      /^portal\.yaml:1:1: The portal has no "roles", and needs one/m,
    ],
    [
      'no portal.yaml',
      { 'portal.yaml': null },
      /^portal\.yaml:1:1: There is no portal\.yaml in this folder/m,
    ],
    [
      'a bomb of aliases',
      { 'portal.yaml': `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n` },
      /^portal\.yaml:2:8: References with \* are not read/m,
    ],
    [
      'a tag',
      swap('portal: family-practice', 'portal: !!js/function family-practice'),
      /^portal\.yaml:1:9: Words that begin with "!" mean nothing here/m,
    ],
    [
      'two documents',
      portal((text) => `${text}---\na: b\n`),
      /^portal\.yaml:\d+:1: A second document begins here/m,
    ],
    ['endless nesting', { 'portal.yaml': `portal: ${'['.repeat(20_000)}` }, /^portal\.yaml:\d+:\d+: /m],
    [
      '{{{x}}}',
      body('{{{link}}}'),
      /^notices\/refill-update\.en\.hbs:3:1: Write a variable with two brackets/m,
    ],
    [
      '{{#if}}',
      body('a {{#if}} b'),
      /^notices\/refill-update\.en\.hbs:3:3: A message cannot decide or repeat/m,
    ],
    [
      'a block',
      body('{{#if link}}b{{/if}}'),
      /^notices\/refill-update\.en\.hbs:3:1: A message cannot decide or repeat/m,
    ],
    [
      'a helper',
      body('Hello\n{{upper link}}'),
      /^notices\/refill-update\.en\.hbs:4:1: Only a single word can stand between the brackets/m,
    ],
    [
      'a partial',
      body('{{> footer}}'),
      /^notices\/refill-update\.en\.hbs:3:1: A message cannot bring in another text/m,
    ],
    ['lookup', body('{{lookup this "dose"}}'), /^notices\/refill-update\.en\.hbs:3:1: Only a single word/m],
    [
      'this',
      body('{{this}}'),
      /^notices\/refill-update\.en\.hbs:3:1: Only a single word .* without dots, "this" or "@"/m,
    ],
    ['@root', body('{{@root}}'), /^notices\/refill-update\.en\.hbs:3:1: Only a single word/m],
    [
      '{{&x}}',
      body('{{&link}}'),
      /^notices\/refill-update\.en\.hbs:3:1: Write a variable with two brackets/m,
    ],
    [
      'a private variable',
      body('About {{decision_note}}'),
      /^notices\/refill-update\.en\.hbs:3:7: \*Decision note\* is about health and can never be in a message/m,
    ],
    [
      'a private variable in a subject',
      { 'notices/refill-update.es.hbs': 'Subject: Hola {{medication}}\n\n{{link}}\n' },
      /^notices\/refill-update\.es\.hbs:1:15: \*Medicine\* is about health/m,
    ],
    [
      'an unknown variable',
      body('{{medicine}}'),
      /^notices\/refill-update\.en\.hbs:3:1: There is no variable {{medicine}}/m,
    ],
    [
      'a free-text variable',
      {
        ...swap('      dose:\n', '      shelf: { kind: text, class: operational }\n      dose:\n'),
        ...body('{{shelf}}'),
      },
      /^notices\/refill-update\.en\.hbs:3:1: \*Shelf\* is free text/m,
    ],
    [
      'no subject',
      { 'notices/refill-update.en.hbs': 'Hello\n' },
      /^notices\/refill-update\.en\.hbs:1:1: The first line must be "Subject: "/m,
    ],
    [
      'no empty line',
      { 'notices/refill-update.en.hbs': 'Subject: a\nHello\n' },
      /^notices\/refill-update\.en\.hbs:2:1: After the subject comes an empty line/m,
    ],
    [
      'a missing wording',
      { 'notices/refill-update.en.hbs': null },
      /^portal\.yaml:\d+:\d+: There is no file notices\/refill-update\.en\.hbs/m,
    ],
    [
      'a wording from elsewhere',
      swap('wording: notices/refill-update }', 'wording: ../../etc/passwd }'),
      /^portal\.yaml:\d+:\d+: The wording of notice "refill-update" must be a file under notices\//m,
    ],
    [
      'a person of no table',
      { 'people.yaml': 'records:\n  gone: []\naccounts: []\n' },
      /^people\.yaml:2:3: The portal has no table "gone"/m,
    ],
    [
      'an account of no role',
      { 'people.yaml': (text) => text.replace('roles: [provider]', 'roles: [surgeon]') },
      /^people\.yaml:\d+:\d+: The portal has no role "surgeon"/m,
    ],
    [
      'a person who is nobody',
      {
        'people.yaml': (text) =>
          text.replace(
            'person: 20000000-0000-4000-8000-000000000001',
            'person: 20000000-0000-4000-8000-00000000000f',
          ),
      },
      /^people\.yaml:\d+:\d+: This is not the id of a person/m,
    ],
    [
      'a day that is none',
      { 'people.yaml': (text) => text.replace('1958-03-14', '1958-14-03') },
      /^people\.yaml:\d+:\d+: This is not a date value/m,
    ],
  ])('%s', async (_, files, expected) => {
    const { code, said } = await checked(await folderWith(files))
    expect(said).toMatch(expected)
    expect(said).toMatch(/[0-9]+ problems? keeps? this portal from being published\.$/)
    expect(code).toBe(1)
  })
})

test('several problems are all named', async () => {
  const files = { ...swap(medication, 'medication: { kind: text,'), ...body('{{#if}}') }
  const { said } = await checked(
    await folderWith({
      ...files,
      'portal.yaml': (text) =>
        text.replace(medication, 'medication: { kind: blob,').replace('America/Chicago', 'Mars'),
    }),
  )
  expect(said).toContain('What kind of values does it hold?')
  expect(said).toContain('What is in it?')
})

test('a link to a file elsewhere is not followed', async () => {
  const dir = await folderWith({ 'notices/refill-update.en.hbs': null })
  await symlink('/etc/hostname', join(dir, 'notices/refill-update.en.hbs'))
  expect((await checked(dir)).said).toContain('There is no file notices/refill-update.en.hbs')
})

test('a wording no notice uses is a hint, and hints do not keep a portal back', async () => {
  const { code, said } = await checked(await folderWith({ 'notices/old.en.hbs': 'Subject: a\n\nb\n' }))
  expect(said).toBe('notices/old.en.hbs:1:1: hint: No notice uses this file.\nThis portal can be published.')
  expect(code).toBe(0)
})
