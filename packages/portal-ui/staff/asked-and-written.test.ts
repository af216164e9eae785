import { expect, test } from 'vitest'
import { portalFor } from '@portico/engine/portal/portal-for'
import { practice } from '@portico/engine/portal/practice.fixture'
import type { Fact } from '../render/fact.ts'
import { askedAndWritten } from './asked-and-written.ts'

const fact = (id: string): Fact => ({ id, label: `The ${id}`, value: 'x' })
const facts = ['medication', 'pharmacy', 'decision_note'].map(fact)
const split = (hidden: readonly string[]) => {
  const { asked, written } = askedAndWritten(
    portalFor(practice, 'staff', ['provider']),
    { table: 'refill', hidden },
    facts,
    'en',
  )
  return {
    asked: asked.map(({ label, value }) => `${label}: ${value}`),
    written: written.map(({ id }) => id),
  }
}

test('staff who may start none still read what the form asked apart from what was written since', () => {
  expect(split([])).toEqual({ asked: ['The medication: x', 'The pharmacy: x'], written: ['decision_note'] })
})

test('several hidden fields are one line that names each; one alone keeps its own', () => {
  expect(split(['pharmacy']).asked).toEqual(['The medication: x', 'The pharmacy: x'])
  expect(split(['medication', 'pharmacy']).asked).toEqual([
    'Hidden from your role: The medication, The pharmacy',
  ])
})
