import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { pause } from './pause.ts'

test('a pause that is over leaves nothing with the signal that could have ended it', async () => {
  const { signal } = new AbortController()
  for (let count = 0; count < 3; count += 1) await pause(1, signal)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('a pause ends when it is time to stop, and when somebody wakes it', async () => {
  const stop = new AbortController()
  await pause(60_000, stop.signal, (wake) => setImmediate(wake))
  setImmediate(() => stop.abort())
  await pause(60_000, stop.signal)
  await pause(60_000, stop.signal)
  expect(stop.signal.aborted).toBe(true)
})
