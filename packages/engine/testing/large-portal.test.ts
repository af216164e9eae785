import { expect, test } from 'vitest'
import { check } from '../portal/check.ts'
import { largePortal, largeSizes } from './large-portal.ts'
import { maple } from './maple.ts'

test('the large portal has 60 tables, 600 fields, 20 workflows and 12 roles, and nothing keeps it back', () => {
  const portal = largePortal(maple)
  const sizes = {
    tables: Object.keys(portal.tables).length,
    fields: Object.values(portal.tables).flatMap(({ fields }) => Object.keys(fields)).length,
    workflows: Object.keys(portal.workflows).length,
    roles: Object.keys(portal.roles).length,
  }
  expect(sizes).toEqual(largeSizes)
  const before = check(maple).map(({ sentence }) => sentence)
  expect(
    check(portal).filter(({ sentence, severity }) => severity === 'error' && !before.includes(sentence)),
  ).toEqual([])
  expect(largePortal(maple)).toEqual(portal)
})
