import { expect, test } from 'vitest'
import { isWithin, movedBy, rangeOf, rowsSeen, type Place } from './place.ts'

const size = { rows: 300, columns: 12, page: 9 }
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false })
const from: Place = { row: 100, column: 5 }

test.each<[string, boolean, Place]>([
  ['ArrowUp', false, { row: 99, column: 5 }],
  ['ArrowDown', false, { row: 101, column: 5 }],
  ['ArrowLeft', false, { row: 100, column: 4 }],
  ['ArrowRight', false, { row: 100, column: 6 }],
  ['PageUp', false, { row: 91, column: 5 }],
  ['PageDown', false, { row: 109, column: 5 }],
  ['Home', false, { row: 100, column: 0 }],
  ['End', false, { row: 100, column: 11 }],
  ['Home', true, { row: 0, column: 0 }],
  ['End', true, { row: 299, column: 11 }],
  ['ArrowDown', true, { row: 299, column: 5 }],
])('%s (with control: %s) leads to %j', (key, withControl, expected) => {
  expect(movedBy(press(key, withControl), from, size)).toEqual(expected)
})

test('no key leads out of the grid from any corner, and other keys lead nowhere', () => {
  const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End']
  const all = rangeOf({ row: 0, column: 0 }, { row: size.rows - 1, column: size.columns - 1 })
  for (const row of [0, 1, size.rows - 2, size.rows - 1])
    for (const column of [0, 1, size.columns - 1])
      for (const key of keys)
        for (const withControl of [false, true]) {
          const at = movedBy(press(key, withControl), { row, column }, size)
          // With control held, these two are the browser's own.
          const isOurs = !(withControl && key.startsWith('Page'))
          const isIn = at !== null && isWithin(all, at.row, at.column)
          expect(isIn, `${key} from ${row}, ${column}`).toBe(isOurs)
        }
  expect(movedBy(press('x'), from, size)).toBe(null)
})

test('of three hundred rows those seen are drawn, wherever one has scrolled to', () => {
  expect(rowsSeen(0, 500, 50, 300)).toEqual({ first: 0, last: 14 })
  expect(rowsSeen(5000, 500, 50, 300)).toEqual({ first: 96, last: 114 })
  expect(rowsSeen(14500, 500, 50, 300)).toEqual({ first: 286, last: 300 })
})
