import { changeOf } from '@portico/engine/portal/change'
import { maple } from '@portico/engine/testing/maple'
import { expect, test } from 'vitest'
import { linkTo, linkToChange, linkToOverlap, overlapInWords, placeInWords } from './place.ts'

test('a problem of a permission leads to where that permission is read back, by its place in the list', () => {
  expect(linkTo(maple, ['permissions', 0, 'fields', 1])).toBe('/access/refill#at-permissions.0.fields.1')
  expect(linkTo(maple, ['permissions', 0, 'where', 'patient'])).toBe(
    '/access/refill#at-permissions.0.where.patient',
  )
  expect(linkTo(maple, ['permissions', 1])).toBe('/access/refill#at-permissions.1')
})

test('what a problem is about is named with what it stands in', () => {
  expect(placeInWords(maple, ['tables', 'refill', 'fields', 'medication', 'label'])).toBe(
    'Tables: Refill – Medicine',
  )
  expect(placeInWords(maple, ['tables', 'refill', 'label'])).toBe('Tables: Refill')
})

test('what two people changed in the matrix leads to its cell', () => {
  const path = ['permissions', 'nurse', 'refill', 'read', 'medication']
  expect(linkToOverlap(maple, path)).toBe(
    '/access/refill?role=nurse&field=medication#at-cell.nurse.medication',
  )
  expect(overlapInWords(maple, path)).toMatch(/Nurse – Medicine of Refill$/)
})

test('and what they changed elsewhere to its control', () => {
  const path = ['tables', 'refill', 'fields', 'medication', 'label']
  expect(linkToOverlap(maple, path)).toBe(linkTo(maple, path))
})

test('a change of who may do what leads to the first of its cells', () => {
  const change = changeOf(
    { kind: 'grant', role: 'nurse', table: 'refill', verb: 'read', fields: ['medication', 'patient'] },
    ['permissions', 1],
    'Nurse may read more.',
  )
  expect(linkToChange(maple, change)).toMatch(/#at-cell\.nurse\.medication$/)
})
