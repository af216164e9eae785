import { expect, test } from 'vitest'
import { waitsElsewhere } from './waits-elsewhere.ts'

const told = (counts: Readonly<Record<string, readonly [waiting: number, late: number]>>) =>
  waitsElsewhere(Object.keys(counts), (queue) => {
    const [waiting, late] = counts[queue] ?? []
    return waiting === undefined || late === undefined ? undefined : { waiting, late }
  })

test('what is overdue in another queue is told, however much waits in the first', () => {
  expect(told({ desk: [3, 1], school: [2, 1], letters: [4, 0] })).toEqual([
    { queue: 'school', count: 1, isLate: true },
  ])
})

test('what merely waits in another queue is told where nothing waits in the first', () => {
  expect(told({ desk: [0, 0], school: [2, 0], letters: [0, 0] })).toEqual([
    { queue: 'school', count: 2, isLate: false },
  ])
  expect(told({ desk: [1, 0], school: [2, 0] })).toEqual([])
})

test('nothing is told before it was counted', () => {
  expect(waitsElsewhere(['desk', 'school'], () => undefined)).toEqual([])
})
