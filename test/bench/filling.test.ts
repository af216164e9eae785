import { expect, test } from 'vitest'
import { BusyPractice } from '../publishing/busy-practice.ts'
import { quantile } from './load.ts'

const visits = Number(process.env['VISITS'] ?? 10_000)

test(`a field of ${String(visits)} records becomes one of another kind while everybody is at work`, async () => {
  await using busy = await BusyPractice.open(visits)
  const { failed, reads, writes } = await busy.while(() => busy.publish(busy.after()))
  const told = (took: readonly number[]) => ({
    calls: took.length,
    p50: Math.round(quantile(took, 0.5)),
    p99: Math.round(quantile(took, 0.99)),
    worst: Math.round(Math.max(...took)),
  })
  console.log(JSON.stringify({ visits, ...(await busy.took()), reads: told(reads), writes: told(writes) }))
  expect(failed).toEqual([])
  expect(await busy.unfilled()).toBe(0)
}, 600_000)
