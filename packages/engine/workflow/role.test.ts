import { expect, test } from 'vitest'
import { asPatient, asStaff, asSystem, maple } from '../testing/maple.ts'
import { isAmong } from './role.ts'

test('an actor is among those named through one of its roles', () => {
  expect(isAmong(['provider', 'nurse'], asStaff('front-desk', 'nurse'), maple)).toBe(true)
  expect(isAmong(['provider'], asStaff('nurse'), maple)).toBe(false)
  expect(isAmong([], asStaff('nurse'), maple)).toBe(false)
})

test('a role of another audience, or one the portal no longer declares, counts for nothing', () => {
  expect(isAmong(['nurse'], { ...asPatient(), roles: ['nurse'] }, maple)).toBe(false)
  expect(isAmong(['gone', 'constructor'], asStaff('gone', 'constructor'), maple)).toBe(false)
})

test('the system is named by its own word alone, and nobody else is by it', () => {
  const roles = { ...maple.roles, system: { audience: 'staff' } } as const
  expect(isAmong(['system'], asSystem, maple)).toBe(true)
  expect(isAmong(['nurse'], { ...asSystem, roles: ['nurse'] }, maple)).toBe(false)
  expect(isAmong(['system'], asStaff('system'), { ...maple, roles })).toBe(false)
})
