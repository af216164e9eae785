import { expect, test } from 'vitest'
import { maple } from '../testing/maple.ts'
import { apply } from './apply.ts'
import { valueAt } from './part.ts'
import { practice } from './practice.fixture.ts'

test('a part is found by its path, and nothing inherited is', () => {
  expect(valueAt(practice, ['forms', 'refill', 'questions', 0, 'ask'])).toBe('medication')
  expect(valueAt(practice, ['constructor', 'name'])).toBeUndefined()
})

test('what undoes a cell of the matrix holds that cell’s permission and no other', () => {
  const [at, permission] = [...maple.permissions.entries()].find(([, { fields }]) => fields.length > 1) ?? []
  const cell = {
    role: permission?.role ?? '',
    table: permission?.table ?? '',
    field: permission?.fields[0] ?? '',
  }
  const edited = apply(maple, {
    kind: 'set-cells',
    ...{ table: cell.table, roles: [cell.role], fields: [cell.field], may: { export: true } },
  })
  expect(at).toBeDefined()
  expect(edited.ok && edited.value.inverse).toMatchObject({ kind: 'restore' })
  const undone = edited.ok && apply(edited.value.portal, edited.value.inverse)
  expect(undone && undone.ok && undone.value.portal.permissions).toEqual(maple.permissions)
})
