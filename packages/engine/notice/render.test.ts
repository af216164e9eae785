import fc from 'fast-check'
import Handlebars from 'handlebars'
import { expect, test } from 'vitest'
import { portalWith, practice } from '../portal/practice.fixture.ts'
import { redact } from './redact.ts'
import { render, renderNotice } from './render.ts'
import { variableNames, variables } from './variable.ts'
import { readWordingTree } from './wording-tree.ts'

const about = {
  workflow: 'refill',
  state: 'approved',
  reference: 'K7M2',
  link: 'https://portal.example/r/abc',
}
const notice = practice.notices['refill-update']!
const view = redact(practice, notice, about, 'en')
const isVariable = (name: string): name is keyof typeof variables => Object.hasOwn(variables, name)
const plain = Object.fromEntries(variableNames.filter(isVariable).map((name) => [name, view.valueOf(name)]))

test('a notice is filled in the reader’s language', () => {
  expect(renderNotice(notice, 'en', view)).toEqual({
    subject: 'News from Maple Practice',
    body: 'Your request K7M2 has news.\nhttps://portal.example/r/abc\n',
  })
  expect(renderNotice(notice, 'es', redact(practice, notice, about, 'es')).subject).toBe(
    'Novedades de Clínica Maple',
  )
})

test('without wording in a language the English one is sent', () => {
  const portal = portalWith({ 'notices.refill-update.wording.es': undefined })
  expect(renderNotice(portal.notices['refill-update']!, 'es', view).subject).toBe('News from Maple Practice')
})

test('a patient reads the stage in her words, staff in theirs', () => {
  const staffNotice = practice.notices['refill-waiting']!
  const waiting = { ...about, state: 'awaiting-decision' }
  expect(redact(practice, notice, waiting, 'en').valueOf('state')).toBe('With your provider')
  expect(redact(practice, staffNotice, waiting, 'en').valueOf('state')).toBe('Awaiting decision')
})

test('what the live version no longer declares is not named by its id, which nobody looked through', () => {
  const gone = { ...about, workflow: 'hiv-test', state: 'hiv_positive' }
  for (const to of ['refill-update', 'refill-waiting']) {
    const seen = redact(practice, practice.notices[to]!, gone, 'en')
    expect([seen.valueOf('workflow'), seen.valueOf('state')]).toEqual(['your request', 'there is news'])
  }
  expect(redact(practice, notice, gone, 'es').valueOf('state')).toBe('hay novedades')
})

test('no value can break a line or turn the writing direction', () => {
  const portal = portalWith({ 'name.en': 'Maple\r\nBcc: everyone\u202e' })
  expect(redact(portal, notice, about, 'en').valueOf('portal_name')).toBe('Maple Bcc: everyone')
})

test('a wording that was not checked is not rendered', () => {
  expect(() => render('{{name}}', view)).toThrow('not checked')
})

test('every wording that is taken renders byte for byte as Handlebars does', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 20 })
  const variable = fc
    .tuple(fc.constantFrom(...variableNames), fc.constantFrom('', ' ', '\n '))
    .map(([name, space]) => `{{${space}${name}${space}}}`)
  const odd = fc.constantFrom(
    '\\{{link}}',
    '\\\\{{link}}',
    '{',
    '}',
    '\n',
    '\r\n',
    '  \n',
    '<b>&amp;',
    "'",
    '"',
    '`',
  )
  let taken = 0
  fc.assert(
    fc.property(fc.array(fc.oneof(words, variable, odd), { maxLength: 12 }), (parts) => {
      const source = parts.join('')
      if (!readWordingTree(source).ok) return
      taken += 1
      expect(render(source, view)).toBe(Handlebars.compile(source, { noEscape: true })(plain))
    }),
    { numRuns: 1000 },
  )
  expect(taken).toBeGreaterThan(500)
})
