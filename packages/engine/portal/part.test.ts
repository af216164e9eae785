import { expect, test } from 'vitest'
import { largePortal } from '../testing/large-portal.ts'
import { maple } from '../testing/maple.ts'
import { apply } from './apply.ts'
import { valueAt } from './part.ts'
import { practice } from './practice.fixture.ts'

test('a part is found by its path, and nothing inherited is', () => {
  expect(valueAt(practice, ['forms', 'refill', 'questions', 0, 'ask'])).toBe('medication')
  expect(valueAt(practice, ['constructor', 'name'])).toBeUndefined()
})

test('what undoes a cell of the matrix holds that cell’s permission and no other', () => {
  const portal = largePortal(maple)
  const at = portal.permissions.findIndex(({ table, role }) => table === 'paper-a' && role === 'clerk-a')
  const edited = apply(portal, {
    ...{ kind: 'set-cells', table: 'paper-a', roles: ['clerk-a'], fields: ['part-a'] },
    may: { read: false },
  })
  expect(edited.ok && edited.value.inverse).toEqual({
    kind: 'restore',
    parts: [{ path: ['permissions', at], value: portal.permissions[at] }],
  })
  const undone = edited.ok && apply(edited.value.portal, edited.value.inverse)
  expect(undone && undone.ok && undone.value.portal.permissions).toEqual(portal.permissions)
})
