import lighthouse from 'lighthouse'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { freePort } from '../../packages/runtime/embedded/port.ts'
import { browserArguments } from '../browser.ts'
import { Practice } from '../practice.ts'
import { startRefill } from '../refill.ts'
import { servers } from '../servers.ts'

let practice: Practice
let browser: Browser
let port: number
let request: string
beforeAll(async () => {
  port = await freePort()
  ;[practice, browser] = await Promise.all([
    Practice.open(),
    chromium.launch({
      executablePath: servers().chromium,
      args: [...browserArguments, `--remote-debugging-port=${port}`],
    }),
  ])
  request = (await startRefill(await practice.as('rosa@example.com'))).id
}, 120_000)
afterAll(async () => {
  await browser.close()
  await practice[Symbol.asyncDispose]()
})

const reportSchema = z.object({
  categories: z.record(
    z.string(),
    z.object({
      title: z.string(),
      score: z.number().nullable(),
      auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })),
    }),
  ),
  audits: z.record(z.string(), z.object({ score: z.number().nullable(), details: z.unknown() })),
})

type Report = z.infer<typeof reportSchema>

/** What Lighthouse finds wanting, by audit; empty means a hundred of a hundred. */
async function wanting(path: string, email: string | null): Promise<readonly string[]> {
  const cookie = email === null ? null : (await practice.as(email)).cookie
  const run = await lighthouse(`${practice.urls.portal}${path}`, {
    port,
    output: 'json',
    logLevel: 'silent',
    onlyCategories: ['accessibility', 'best-practices'],
    ...(cookie === null ? {} : { extraHeaders: { Cookie: cookie } }),
  })
  const { categories, audits }: Report = reportSchema.parse(run?.lhr)
  return Object.values(categories).flatMap(({ title, score, auditRefs }) =>
    score === 1
      ? []
      : auditRefs
          .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
          .map(({ id }) => `${title}: ${id} ${JSON.stringify(audits[id]?.details).slice(0, 600)}`),
  )
}

test.each([
  ['the sign-in page', '/', null],
  ['the start page', '/', 'rosa@example.com'],
  ['a form', '/ask/refill', 'rosa@example.com'],
  ['a request', '/requests/refill/', 'rosa@example.com'],
])(
  'Lighthouse gives %s a hundred for accessibility and for best practices',
  async (_what, path, email) => {
    expect(await wanting(path.endsWith('refill/') ? `${path}${request}` : path, email)).toEqual([])
  },
  120_000,
)
