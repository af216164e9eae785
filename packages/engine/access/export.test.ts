import { expect, test } from 'vitest'
import { powers, type Portal } from '../portal/portal.ts'
import { ada, asStaff, downtown, maple, uptown } from '../testing/maple.ts'
import { abilityFor } from './ability.ts'
import { fieldsToExport, whyNotExport } from './export.ts'
import { spec } from './spec.ts'

const today = '2026-11-22'
const portal: Portal = {
  ...maple,
  permissions: [
    ...maple.permissions,
    {
      role: 'front-desk',
      table: 'refill',
      may: ['export'],
      fields: ['pharmacy', 'decision_note'],
      where: { 'patient.location': 'me.location' },
    },
  ],
}
const desk = asStaff('front-desk')
const recordAt = (location: string) => ({ owner: ada, facts: { 'patient.location': location } })

test('taking records away takes the power and a permission, and neither implies the other', () => {
  const others = powers.filter((power) => power !== 'export')
  expect(whyNotExport(portal, { ...desk, powers: others }, 'refill')).toBe('no-power')
  expect(whyNotExport(portal, { ...desk, powers: ['export'] }, 'refill')).toBeNull()
  expect(whyNotExport(portal, { ...desk, powers: ['export'] }, 'patient')).toBe('no-permission')
  expect(whyNotExport(portal, { ...desk, roles: ['nurse'], powers: ['export'] }, 'refill')).toBe(
    'no-permission',
  )
  expect(whyNotExport(portal, { ...desk, audience: 'patient', powers }, 'refill')).toBe('no-power')
})

test('only what may be read and exported leaves, and only from the records the permission reaches', () => {
  const ability = abilityFor(portal, desk, today)
  const readable = ['patient', 'medication', 'pharmacy']
  const near = recordAt(downtown)
  // The permission names a note that this role cannot read: it does not leave either.
  expect(fieldsToExport(ability, 'refill', near, readable)).toEqual(new Set(['pharmacy']))
  expect(fieldsToExport(ability, 'refill', recordAt(uptown), readable)).toBeNull()
  expect(spec(portal, desk, 'export', 'refill', near, today)).toEqual({
    record: true,
    fields: new Set(['pharmacy', 'decision_note']),
  })
})
