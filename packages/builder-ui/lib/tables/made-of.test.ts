import { expect, test } from 'vitest'
import { check } from '@portico/engine/portal/check'
import { apply } from '@portico/engine/portal/apply'
import type { Field, Portal } from '@portico/engine/portal/portal'
import { maple } from '@portico/engine/testing/maple'
import { firstExpression, fitting, partsOf } from './made-of.ts'
import { usesOf } from './uses.ts'

const field = (kind: Field['kind']): Field => ({ kind, class: 'operational' })
const fields = {
  name: field('text'),
  fee: field('money'),
  count: field('number'),
  since: field('date'),
  paid: field('money'),
  home: field('address'),
  scan: { kind: 'attachment', class: 'clinical' },
  rest: { kind: 'computed', class: 'operational', from: { difference: ['fee', 'paid'] } },
} as const satisfies Record<string, Field>
const portal: Portal = { ...maple, tables: { ...maple.tables, bill: { fields } } }

test('only what goes together is offered together', () => {
  expect(fitting(portal, 'bill', 'sum')).toEqual(['fee', 'count', 'paid'])
  expect(fitting(portal, 'bill', 'sum', 'fee')).toEqual(['fee', 'paid'])
  expect(fitting(portal, 'bill', 'difference')).toEqual(['fee', 'count', 'since', 'paid'])
  expect(fitting(portal, 'bill', 'join', 'name')).toEqual(['name', 'home'])
  expect(fitting(portal, 'bill', 'whether')).not.toContain('rest')
})

test('said only how, it is made of the first that fit, which is no problem', () => {
  for (const kind of ['sum', 'difference', 'join', 'whether'] as const) {
    const from = firstExpression(portal, 'bill', kind)
    expect(from, kind).not.toBeNull()
    const made = apply(portal, {
      kind: 'add-field',
      table: 'bill',
      field: 'made',
      as: { kind: 'computed', class: 'operational', ...(from && { from }) },
    })
    const problems = made.ok ? check(made.value.portal) : []
    expect(made.ok && problems.filter(({ path }) => path.includes('made')).map(({ code }) => code)).toEqual(
      [],
    )
  }
})

test('where nothing goes together there is nothing to begin with', () => {
  const bare: Portal = { ...maple, tables: { bill: { fields: { fee: fields.fee, count: fields.count } } } }
  expect(firstExpression(bare, 'bill', 'sum')).toBeNull()
  expect(firstExpression(bare, 'bill', 'join')).toBeNull()
  expect(partsOf({ sum: ['fee', 'paid'] })).toEqual(['fee', 'paid'])
})

test('a field that a condition walks over is told as used there, from whichever table', () => {
  const uses = usesOf(maple, 'patient', 'location')
  expect(uses.some((use) => use.startsWith('which records '))).toBe(true)
})
