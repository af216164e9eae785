import { expect, test } from 'vitest'
import { apply } from '../portal/apply.ts'
import { compare } from '../portal/compare.ts'
import { portalFor } from '../portal/portal-for.ts'
import { portalWith, practice } from '../portal/practice.fixture.ts'
import { checkWords } from './check-words.ts'

const result = 'Your cholesterol result came back at 210.\n{{link}}\n'
const body = ['notices', 'refill-update', 'wording', 'en', 'body']
const spoken = portalWith({ 'notices.refill-update.wording.en.body': result })
const because = 'The patient asked for it to be said like that.'
const found = (parts: Readonly<Record<string, unknown>>) =>
  checkWords(portalWith(parts)).map(({ path, words }) => [path.join('.'), words])

test('the practice’s own messages are clean', () => {
  expect(checkWords(practice)).toEqual([])
})

test('a message that speaks of health is a problem with its words, its place and the reason', () => {
  const [problem, ...rest] = checkWords(spoken)
  expect(rest).toEqual([])
  expect(problem).toMatchObject({ severity: 'error', path: body, at: { line: 1, column: 6 } })
  expect(problem?.words).toEqual(['cholesterol', 'result', 'came back at', '210'])
  expect(problem?.sentence).toMatch(
    /^The message says “cholesterol”, .* and “210”\. That speaks of somebody’s health and a figure\. .*only the privacy officer/,
  )
})

test('accepted words are no problem at just that place, and everything else still is', () => {
  const accepted = apply(spoken, {
    kind: 'accept-words',
    words: ['Cholesterol', 'result', 'came back at', '210'],
    in: body,
    because,
  })
  if (!accepted.ok) throw new Error('The edit was refused.')
  expect(checkWords(accepted.value.portal)).toEqual([])
  const other = (parts: Readonly<Record<string, unknown>>) =>
    checkWords({ ...portalWith(parts), 'accepted-words': accepted.value.portal['accepted-words'] }).map(
      ({ words }) => words,
    )
  expect(other({ 'notices.refill-update.wording.en.body': `${result} HIV` })).toEqual([['HIV']])
  expect(other({ 'notices.refill-update.wording.en.subject': 'Your cholesterol' })).toEqual([['cholesterol']])
  expect(apply(accepted.value.portal, accepted.value.inverse)).toMatchObject({
    ok: true,
    value: { portal: spoken },
  })
})

test('an acceptance needs a reason, and a stale one is harmless', () => {
  const edit = { kind: 'accept-words', words: ['HIV'], in: ['name', 'en'] } as const
  expect(apply(practice, { ...edit, because: 'short' }).ok).toBe(false)
  const stale = apply(practice, { ...edit, because })
  expect(stale.ok && checkWords(stale.value.portal)).toEqual([])
})

test('a name is a problem where a variable can show it, in each language, and nowhere else', () => {
  const label = { en: 'HIV test', es: 'Prueba de VIH' }
  const shows = { 'notices.refill-update.wording.en.body': '{{workflow}} {{state}} {{link}}' }
  expect(found({ 'workflows.refill.label': label })).toEqual([])
  expect(found({ ...shows, 'workflows.refill.label': label })).toEqual([
    ['workflows.refill.label.en', ['HIV', 'test']],
    ['workflows.refill.label.es', ['Prueba', 'VIH']],
  ])
  const stage = { en: 'Result is in' }
  expect(
    found({
      ...shows,
      'workflows.refill.label': { en: 'Question' },
      'workflows.refill.states.approved.patient-sees': stage,
    }),
  ).toEqual([['workflows.refill.states.approved.patient-sees.en', ['Result']]])
  expect(found({ 'name.en': 'Maple HIV Clinic' })).toEqual([['name.en', ['HIV Clinic']]])
})

test('the practice’s own name is looked at before any message shows it, and may hold a figure', () => {
  expect(found({ notices: {}, 'name.en': 'Riverside HIV Clinic' })).toEqual([['name.en', ['HIV Clinic']]])
  expect(found({ notices: {}, 'name.en': '7th Street Clinic' })).toEqual([])
  expect(found({ 'name.en': '7th Street Clinic' })).toEqual([])
})

test('what stands for the phone number is looked through like any word, and a number is no figure', () => {
  const shows = { 'notices.refill-update.wording.en.body': 'Call us: {{phone}} {{link}}' }
  expect(found({ ...shows, phone: '555-0100' })).toEqual([])
  expect(found({ ...shows, phone: 'Your HIV test is positive' })).toEqual([
    ['phone', ['Your HIV test is positive']],
  ])
  expect(found({ phone: 'Your HIV test is positive' })).toEqual([])
})

test('the address of a link holds a random id alone, so what a table is called is no problem', () => {
  const { label: _, ...refill } = practice.tables['refill'] ?? {}
  const { refill: workflow } = practice.workflows
  const named = { 'tables.hiv-test': refill, 'workflows.refill': { ...workflow, table: 'hiv-test' } }
  expect(found({ 'notices.refill-update.wording.en.body': 'See {{link}}', ...named })).toEqual([])
})

test('what is accepted is told as a change, with its reason, and no reader’s portal has it', () => {
  const accepted = apply(spoken, { kind: 'accept-words', words: ['210'], in: body, because })
  if (!accepted.ok) throw new Error('The edit was refused.')
  const there = compare(spoken, accepted.value.portal)
  expect(there.map(({ sentence }) => sentence)).toEqual([
    `Messages may say “210” in the English text of the message *Refill update*, because “${because}”.`,
  ])
  expect(compare(accepted.value.portal, spoken).map(({ kind }) => kind)).toEqual(['withdraw-words'])
  expect(portalFor(accepted.value.portal, 'staff', ['nurse'])).not.toHaveProperty('accepted-words')
})
