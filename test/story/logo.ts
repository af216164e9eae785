import sharp from 'sharp'
import { logoMax, logoSize } from '@portico/engine/portal/logo-picture'
import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { desk, phone, Screen } from '../browser.ts'
import type { Practice } from '../practice.ts'

type OfFile = () => { readonly screen: Screen; readonly practice: Practice; readonly browser: Browser }

const said = words.look.logo
const secret = 'Drawn by Nora'
const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="200"><rect x="10" y="20" width="160" height="160" rx="40" fill="#1f6f5c"/><path d="M90 45 L125 110 L100 105 L100 155 L80 155 L80 105 L55 110 Z" fill="#fff"/><text x="200" y="95" font-family="DejaVu Sans" font-weight="bold" font-size="64" fill="#1f6f5c">Maple Family</text><text x="200" y="165" font-family="DejaVu Sans" font-size="48" fill="#7a8f1f">Practice</text></svg>',
)
const picture = () =>
  sharp(svg)
    .png()
    .withExif({ IFD0: { Copyright: secret } })
    .toBuffer()

export const logoStory = (ofFile: OfFile): void => {
  test('Dana chooses a logo: what is no picture is refused in a sentence, a picture is made small and shown on light and dark', async () => {
    const { screen, practice } = ofFile()
    const { page } = screen
    await page.getByRole('link', { name: words.look.page }).first().click()
    const logo = page.getByRole('region', { name: said.title })
    const choose = logo.getByLabel(said.choose)
    await choose.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: svg })
    await logo.getByText(said.problems.kind).waitFor()
    await screen.isSound('a logo that is refused')
    await choose.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: await picture() })
    await logo.getByText(said.isThere).waitFor()
    expect(await logo.getByRole('img', { name: 'Maple Family Practice' }).count()).toBe(2)
    await logo.getByLabel(words.inEnglish(said.label)).fill('Maple Family Practice, with a leaf')
    await logo.getByLabel(words.inEnglish(said.label)).press('Tab')
    await logo.getByLabel(words.inSpanish(said.label)).fill('Medicina Familiar Maple, con una hoja')
    await logo.getByLabel(words.inSpanish(said.label)).press('Tab')
    await page.getByText(words.saving.saved).waitFor()
    await screen.isSound('a logo')
    await page.setViewportSize({ width: desk.width / 2, height: desk.height / 2 })
    await screen.isSound('a logo at 200 %')
    await page.setViewportSize(desk)
    const dana = await practice.as('dana@maple.example.com', 'office')
    const kept = (await dana.api.draft.load.query()).portal.look.logo?.picture ?? ''
    expect(logoSize(kept)?.width).toBe(logoMax.width)
    expect(Buffer.from(kept, 'base64').toString('latin1')).not.toContain(secret)
  }, 120_000)

  test('a picture is drawn for nobody but who may build, from our own page', async () => {
    const { practice } = ofFile()
    const body = await picture()
    const drawn = async (email: string | null, headers: Readonly<Record<string, string>>) => {
      const cookie = email === null ? {} : { cookie: (await practice.as(email, 'office')).cookie }
      const answer = await fetch(`${practice.urls.office}/logo/draw`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', ...cookie, ...headers },
        body: new Uint8Array(body),
      })
      return answer.status
    }
    const own = { 'x-portico': '1' }
    expect(await drawn('dana@maple.example.com', own)).toBe(200)
    expect(await drawn('nora@maple.example.com', own)).toBe(404)
    expect(await drawn(null, own)).toBe(401)
    expect(await drawn('dana@maple.example.com', {})).toBe(403)
    expect(await drawn('dana@maple.example.com', { ...own, origin: 'https://elsewhere.example' })).toBe(403)
  }, 60_000)
}

/** Asked of the review in which it waits to be published. */
export const reviewsLogo = async (screen: Screen): Promise<void> => {
  const changes = screen.page.getByRole('region', { name: words.publish.changes })
  await changes.getByText(/Every page gets a logo/).waitFor()
  await changes.getByRole('img', { name: words.publish.pictureAfter }).waitFor()
}

/** Whoever signs in sees it before, on the smallest phone, with its room kept; and its picture is fetched once. */
export const liveLogo = (ofFile: OfFile): void => {
  test('the logo that is live stands above the sign-in page in both languages, and no other is served', async () => {
    const { practice, browser } = ofFile()
    const stranger = await Screen.open(browser, phone)
    const { page } = stranger
    await page.goto(practice.urls.portal)
    const shown = page.getByRole('banner').getByRole('img')
    await shown.waitFor()
    expect(await shown.getAttribute('alt')).toBe('Maple Family Practice, with a leaf')
    await stranger.isSound('a logo on the sign-in page')
    await page.getByRole('button', { name: 'Español' }).click()
    await expect.poll(() => shown.getAttribute('alt')).toBe('Medicina Familiar Maple, con una hoja')
    // The room kept for it is the room it takes, but for what rounding to whole pixels leaves.
    const height = await shown.evaluate((img) => img.getBoundingClientRect().height)
    expect(Math.abs(height - Number(await shown.getAttribute('height')))).toBeLessThan(0.5)
    const src = (await shown.getAttribute('src')) ?? ''
    const answer = await fetch(`${practice.urls.portal}${src}`)
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(answer.headers.get('cache-control')).toContain('immutable')
    const other = src.replace(/[0-9a-f]{8}\.png/, '00000000.png')
    expect((await fetch(`${practice.urls.portal}${other}`)).status).toBe(404)
    const told = await (await practice.as('ada@example.com')).api.portal.live.query()
    expect(JSON.stringify(told).length).toBeLessThan(60_000)
    expect(told.portal.look).not.toHaveProperty('logo')
    await stranger.context.close()
  }, 60_000)
}
