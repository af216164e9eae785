import { expect, test } from 'vitest'
import { BusyPractice } from './busy-practice.ts'

test('a field becomes one of another kind while everybody reads and writes, and nobody’s call fails', async () => {
  await using busy = await BusyPractice.open(400)
  const { failed, reads, writes } = await busy.while(() => busy.publish(busy.after()))
  expect(failed).toEqual([])
  expect(Math.min(reads.length, writes.length)).toBeGreaterThan(0)
  expect(await busy.unfilled()).toBe(0)
}, 120_000)
