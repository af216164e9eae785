import { expect, test } from 'vitest'
import { ada, asPatient, asStaff, bob, downtown, maple, uptown } from '../testing/maple.ts'
import { abilityFor, audienceAbility, fieldsOf, may } from './ability.ts'

const today = '2026-11-23'
const refillOf = (owner: string, location = downtown) => ({
  owner,
  facts: { patient: owner, 'patient.location': location },
})

test('a patient reads her own record and no one else’s', () => {
  const ability = abilityFor(maple, asPatient(ada), today)
  expect(may(ability, 'read', 'refill', refillOf(ada))).toBe(true)
  expect(may(ability, 'read', 'refill', refillOf(bob))).toBe(false)
})

test('a field is granted only on the records its own permission reaches', () => {
  const ability = abilityFor(maple, asStaff('provider'), today)
  expect(fieldsOf(ability, 'update', 'refill', refillOf(ada))).toEqual(new Set(['decision_note']))
  expect(fieldsOf(ability, 'update', 'refill', refillOf(ada, uptown))).toEqual(new Set())
})

test('an audience’s ability says what any of its roles could ever see', () => {
  const staff = audienceAbility(maple, 'staff')
  expect(fieldsOf(staff, 'read', 'refill').has('decision_note')).toBe(true)
  expect(fieldsOf(audienceAbility(maple, 'patient'), 'read', 'refill').has('decision_note')).toBe(false)
  expect(may(staff, 'delete', 'refill')).toBe(false)
})
