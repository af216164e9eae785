import { expect, test } from 'vitest'
import { compare } from './compare.ts'
import { portalWith, practice } from './practice.fixture.ts'

type Parts = Parameters<typeof portalWith>[0]
const refill = 'tables.refill.fields'

const told = (before: Parts, after: Parts): readonly string[] =>
  compare(portalWith(before), portalWith(after)).map(({ sentence }) => sentence)

test('who could reach a field that is taken out is not told for each of them', () => {
  const without = (at: number): Parts => ({
    [`permissions.${String(at)}.fields`]: (practice.permissions[at]?.fields ?? []).filter(
      (field) => field !== 'days_left',
    ),
  })
  const after = {
    [`${refill}.days_left`]: undefined,
    ...{ ...without(1), ...without(2), ...without(4), ...without(6) },
  }
  const questions = [{ ask: 'medication', title: { en: 'Which medicine?', es: '¿Qué medicamento?' } }]
  expect(told({}, { ...after, 'forms.refill.questions': questions })[0]).toBe(
    '*Days left* is taken out of refills. What is in it is kept, and nobody can reach it any more.',
  )
})

test('a change of kind is the same question, there and back', () => {
  const changed: Parts = {
    [`${refill}.days_text`]: {
      ...{ kind: 'text', class: 'clinical', 'filled-from': 'days_left' },
      label: { en: 'Days left', es: 'Días restantes' },
    },
    [`${refill}.days_left.label.en`]: 'Days left (before)',
    'permissions.1.fields': ['patient', 'medication', 'pharmacy', 'days_text'],
    'forms.refill.questions.1.ask': 'days_text',
  }
  expect(told({}, changed)).toContain(
    '*Ask for a refill* now asks for *Days left* as “text” instead of “number”.',
  )
  const back = told(changed, {})
  expect(back).toContain('*Ask for a refill* now asks for *Days left* as “number” instead of “text”.')
  expect(back).toContain(
    '*Days left* of refills holds number again, as before its kind was changed: *Days left* stands in its place. What was written down since is kept, and nobody can reach it any more.',
  )
  expect(back.filter((sentence) => /no longer/.test(sentence))).toEqual([])
})

test('all of many fields are told as all of them, and a few by their names', () => {
  const fields = Object.keys(practice.tables['refill']?.fields ?? {})
  const reading = (named: readonly string[]): Parts => ({
    [`permissions.${String(practice.permissions.length)}`]: {
      role: 'operations',
      table: 'refill',
      may: ['read'],
      fields: named,
    },
  })
  expect(told({}, reading(fields))).toEqual(['*Operations* can now read all 5 fields of all refills.'])
  expect(told({}, reading(fields.slice(0, 2)))).toEqual([
    '*Operations* can now read *Patient* and *Medicine* of all refills.',
  ])
})
