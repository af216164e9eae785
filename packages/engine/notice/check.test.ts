import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { portalWith, practice } from '../portal/practice.fixture.ts'
import { checkWording, checkWordings } from './check.ts'

const link = '\n{{link}}'
const problemsOf = (body: string) =>
  checkWording(portalWith({ 'notices.refill-update.wording.en.body': body + link }), 'refill-update')
const codesOf = (body: string) => problemsOf(body).map((problem) => problem.code)

test('the wordings of a good portal are taken', () => {
  expect(checkWordings(practice)).toEqual([])
})

describe('nothing but text and known variables is taken', () => {
  test.each([
    ['{{{link}}}', 'wording-unescaped'],
    ['{{&link}}', 'wording-unescaped'],
    ['{{& link}}', 'wording-unescaped'],
    ['{{{decision_note}}}', 'wording-unescaped'],
    ['{{#if link}}a{{/if}}', 'wording-block'],
    ['{{#if}}', 'wording-block'],
    ['{{#if x', 'wording-block'],
    ['{{#each records}}{{this}}{{/each}}', 'wording-block'],
    ['{{#link}}a{{/link}}', 'wording-block'],
    ['{{^link}}a{{/link}}', 'wording-block'],
    ['{{#with link}}a{{else}}b{{/with}}', 'wording-block'],
    ['{{else}}', 'wording-block'],
    ['{{/if}}', 'wording-block'],
    ['{{{{raw}}}} {{x}} {{{{/raw}}}}', 'wording-block'],
    ['{{*decorator}}', 'wording-block'],
    ['{{#*inline "x"}}a{{/inline}}', 'wording-block'],
    ['{{> other}}', 'wording-partial'],
    ['{{>other}}', 'wording-partial'],
    ['{{#> layout}}a{{/layout}}', 'wording-partial'],
    ['{{> (lookup . "x")}}', 'wording-partial'],
    ['{{> @partial-block}}', 'wording-partial'],
    ['{{! remark }}', 'wording-comment'],
    ['{{!-- remark --}}', 'wording-comment'],
    ['{{lookup this "decision_note"}}', 'wording-helper'],
    ['{{lookup . "x"}}', 'wording-helper'],
    ['{{log decision_note}}', 'wording-helper'],
    ['{{link decision_note}}', 'wording-helper'],
    ['{{link a=1}}', 'wording-helper'],
    ['{{link (lookup this "x")}}', 'wording-helper'],
    ['{{this}}', 'wording-path'],
    ['{{.}}', 'wording-path'],
    ['{{this.link}}', 'wording-path'],
    ['{{./link}}', 'wording-path'],
    ['{{../link}}', 'wording-path'],
    ['{{@root}}', 'wording-path'],
    ['{{@root.link}}', 'wording-path'],
    ['{{@index}}', 'wording-path'],
    ['{{record.name}}', 'wording-path'],
    ['{{[link]}}', 'wording-path'],
    ['{{"link"}}', 'wording-literal'],
    ["{{'decision_note'}}", 'wording-literal'],
    ['{{1}}', 'wording-literal'],
    ['{{true}}', 'wording-literal'],
    ['{{undefined}}', 'wording-literal'],
    ['{{null}}', 'wording-literal'],
    ['{{~link~}}', 'wording-spaces'],
    ['{{link', 'wording-unreadable'],
    ['{{', 'wording-unreadable'],
    ['{{}}', 'wording-unreadable'],
    ['{{link}', 'wording-unreadable'],
    ['{{medicine}}', 'wording-name'],
    ['{{Link}}', 'wording-name'],
    ['{{constructor}}', 'wording-name'],
    ['{{__proto__}}', 'wording-name'],
    ['{{medication}}', 'wording-name'],
    ['{{decision_note}}', 'wording-name'],
    ['{{patient}}', 'wording-name'],
    ['{{name}}', 'wording-name'],
  ])('%s', (body, code) => {
    expect(codesOf(body)).toContain(code)
  })

  test.each(['plain words', '{ one bracket }', '}}', '{{link}} {{ portal_name }}', '\\{{link}}', 'ñ 🌷 $1'])(
    '%s is taken',
    (body) => {
      expect(codesOf(body)).toEqual([])
    },
  )
})

describe('the sentence says why', () => {
  test('a field about health', () => {
    const [problem] = problemsOf('Hello,\n about {{decision_note}}')
    expect(problem).toMatchObject({
      path: ['notices', 'refill-update', 'wording', 'en', 'body'],
      at: { line: 2, column: 8 },
      severity: 'error',
      sentence: '*Decision note* is about health and can never be in a message. Let {{link}} lead to it.',
    })
  })
  test('a field that names the person', () => {
    expect(problemsOf('{{pharmacy}}')[0]?.sentence).toMatch(
      /^\*Pharmacy\* names the person and can never be in a message/,
    )
  })
  test('a free-text field that is not private', () => {
    const portal = portalWith({
      'tables.refill.fields.shelf': { kind: 'text', class: 'operational' },
      'notices.refill-update.wording.en.body': '{{shelf}}{{link}}',
    })
    expect(checkWording(portal, 'refill-update')[0]?.sentence).toMatch(/^\*Shelf\* is free text/)
  })
  test('the field of the request comes before one of the same id elsewhere', () => {
    const portal = portalWith({
      'tables.location.fields.medication': { kind: 'text', class: 'public' },
      'notices.refill-update.wording.en.body': '{{medication}}{{link}}',
    })
    expect(checkWording(portal, 'refill-update')[0]?.sentence).toMatch(/^\*Medicine\* is about health/)
  })
  test('an unknown name', () => {
    expect(problemsOf('{{medicine}}')[0]?.sentence).toMatch(
      /^There is no variable {{medicine}}\. A message can have {{portal_name}}/,
    )
  })
})

test('a subject is checked like the body, and is one line', () => {
  const portal = portalWith({ 'notices.refill-update.wording.en.subject': '{{name}}\nBcc: all' })
  expect(checkWording(portal, 'refill-update').map(({ code, path }) => [code, path.at(-1)])).toEqual([
    ['wording-name', 'subject'],
    ['wording-subject', 'subject'],
  ])
})

test('every fault of a readable wording is named, not only the first', () => {
  expect(codesOf('{{name}} {{{link}}}\n{{> x}}')).toEqual([
    'wording-name',
    'wording-unescaped',
    'wording-partial',
  ])
})

test('faults of a wording the parser gives up on are found by eye, with their places', () => {
  expect(problemsOf('Dear\n {{#if x}} {{{link}}}').map(({ code, at }) => [code, at])).toEqual([
    ['wording-block', { line: 2, column: 2 }],
    ['wording-unescaped', { line: 2, column: 12 }],
  ])
})

test('a message without a link gets a hint', () => {
  const portal = portalWith({ 'notices.refill-update.wording.en.body': 'News.' })
  expect(checkWording(portal, 'refill-update')).toMatchObject([{ code: 'wording-no-link', severity: 'hint' }])
})

test('any soup of brackets either has only allowed variables or is refused', () => {
  const tokens = [
    '{{',
    '}}',
    '{{{',
    '}}}',
    '#if',
    '/if',
    ' ',
    'link',
    'name',
    'this',
    '.',
    '@root',
    '"x"',
    '&',
    '!',
    '>',
    '~',
    '\n',
    'a',
    '[',
    ']',
    '(',
    ')',
    'lookup',
    '\\',
    '=',
    '|',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...tokens), { minLength: 1, maxLength: 14 }), (soup) => {
      for (const problem of problemsOf(soup.join(''))) expect(problem.at?.line ?? 1).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})

test('a private field is named at once, whatever else is wrong with the wording', () => {
  for (const wording of [
    '{{#if link}}{{decision_note}}{{/if}}',
    '{{> x}} {{decision_note}}',
    '{{decision_note}} {{#if',
    '{{{decision_note}}}',
    '{{upper decision_note}}',
  ])
    expect(
      problemsOf(wording)
        .map(({ sentence }) => sentence)
        .join(' '),
      wording,
    ).toMatch(/\*Decision note\* is about health and can never be in a message/)
})
