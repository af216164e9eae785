import { expect, test } from 'vitest'
import { maple } from '@portico/engine/testing/maple'
import { gistOf } from './gist.ts'
import type { ShownRecord } from './record.ts'

const record = (cells: ShownRecord['cells']): ShownRecord => ({
  id: '1',
  table: 'refill',
  cells,
  hidden: [],
  request: null,
})
const gist = (cells: ShownRecord['cells']) => gistOf(maple, record(cells), 'en', {})

test('a request is told apart by the first thing that was written for it', () => {
  expect(gist({ patient: 'p', medication: 'Lisinopril', pharmacy: 'Main Street' })).toBe('Lisinopril')
  expect(gist({ medication: '', pharmacy: 'Main Street' })).toBe('Main Street')
})

test('what its reader may not know, or nobody wrote, is not told; what is long is cut', () => {
  expect(gist({ patient: 'p' })).toBe(null)
  expect(gist({ medication: 'x'.repeat(99) })).toBe(`${'x'.repeat(60)} …`)
})
