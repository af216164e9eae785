import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import { Practice } from '../practice.ts'
import { startRefill } from '../refill.ts'
import { largePortalFigures } from './large-portal.ts'

/** What a cheap phone on a slow line has to fetch and read before it shows a page. */
const scriptMaxBytes = 120_000

let practice: Practice
let browser: Browser
let request: string
beforeAll(async () => {
  ;[practice, browser] = await Promise.all([Practice.open(), openBrowser()])
  request = (await startRefill(await practice.as('rosa@example.com'))).id
}, 120_000)
afterAll(async () => {
  await closeBrowser(browser)
  await practice[Symbol.asyncDispose]()
})

/** The gzip size of every script a fresh browser loads for a page, in bytes. */
async function scriptsOf(path: string, email: string | null): Promise<number> {
  const screen = await Screen.open(browser, phone)
  if (email !== null) {
    const { cookie } = await practice.as(email)
    const [name = '', value = ''] = cookie.split('=')
    await screen.context.addCookies([{ name, value, url: practice.urls.portal }])
  }
  const bodies: Promise<Buffer>[] = []
  screen.page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script') bodies.push(answer.body())
  })
  await screen.page.goto(`${practice.urls.portal}${path}`)
  await screen.page.getByRole('heading', { level: 1 }).waitFor()
  await screen.page.waitForLoadState('networkidle')
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length)
  await screen.context.close()
  return sizes.reduce((sum, size) => sum + size, 0)
}

test('R126 each page of a patient loads in 120 kB of script or less', async () => {
  const pages = [
    ['the sign-in page', '/', null],
    ['the start page', '/', 'rosa@example.com'],
    ['a form', '/ask/refill', 'rosa@example.com'],
    ['a request', `/requests/refill/${request}`, 'rosa@example.com'],
  ] as const
  for (const [what, path, email] of pages) {
    const size = await scriptsOf(path, email)
    console.log(`${what}: ${(size / 1000).toFixed(1)} kB of script, gzip`)
    expect.soft(size, what).toBeLessThanOrEqual(scriptMaxBytes)
  }
}, 120_000)

test('the builder fetches its diagram only where a workflow is looked at', async () => {
  const screen = await Screen.open(browser, desk)
  const fetched: Promise<string>[] = []
  screen.page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script') fetched.push(answer.text())
  })
  const drawsNow = async (): Promise<boolean> =>
    (await Promise.all(fetched)).some((script) => script.includes('svelte-flow__viewport'))
  await screen.signIn(practice, 'dana@maple.example.com', 'office')
  await screen.page.waitForLoadState('networkidle')
  expect(await drawsNow(), 'at first').toBe(false)
  await screen.page.goto(`${practice.urls.office}/workflows/refill`)
  await screen.page.locator('[data-part="begin"]').waitFor()
  expect(await drawsNow(), 'beside the workflow').toBe(true)
  await screen.context.close()
}, 60_000)

largePortalFigures(() => ({ practice, browser }))
