import { afterEach, expect, test, vi } from 'vitest'
import { painted } from './painted.ts'

class Page extends EventTarget {
  hidden = false
}

const shown = (hidden: boolean) => {
  const page = Object.assign(new Page(), { hidden })
  const frames: (() => void)[] = []
  vi.stubGlobal('document', page)
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
  return { page, frames }
}
const isOver = async (promise: Promise<void>): Promise<boolean> => {
  const late = new Promise<false>((resolve) => setTimeout(() => setTimeout(() => resolve(false))))
  return Promise.race([promise.then(() => true), late])
}
afterEach(() => vi.unstubAllGlobals())

test('on a page that is seen it is the frame after the next', async () => {
  const { frames } = shown(false)
  const waiting = painted()
  expect(await isOver(waiting)).toBe(false)
  frames.shift()?.()
  expect(await isOver(waiting)).toBe(false)
  frames.shift()?.()
  expect(await isOver(waiting)).toBe(true)
})

test('a page that nobody sees gets no frame, and does not wait for one', async () => {
  expect([shown(true).frames.length, await isOver(painted())]).toEqual([0, true])
})

test('nor does one that is left while it waits', async () => {
  const { page } = shown(false)
  const waiting = painted()
  expect(await isOver(waiting)).toBe(false)
  page.hidden = true
  page.dispatchEvent(new Event('visibilitychange'))
  expect(await isOver(waiting)).toBe(true)
})
