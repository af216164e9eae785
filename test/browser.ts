import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core'
import { expect } from 'vitest'
import type { Practice } from './practice.ts'
import { servers } from './servers.ts'
import type { Door } from './person.ts'

export const phone = { width: 320, height: 640 }
export const desk = { width: 1280, height: 800 }

/** Nothing fetched by itself, and no sandbox: a container's root cannot have one. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
] as const

/** The real Chromium, without anything it would fetch by itself. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: servers().chromium,
    args: [...browserArguments],
  })

const pictures = process.env.PORTICO_PICTURES

/** Closes it; where pictures are wanted, what each page showed at the end is one of them. */
export async function closeBrowser(browser: Browser | undefined): Promise<void> {
  const pages = browser?.contexts().flatMap((context) => context.pages()) ?? []
  if (pictures !== undefined)
    for (const [index, page] of pages.entries())
      await page.screenshot({ path: join(pictures, `end-${index}.png`), fullPage: true })
  await browser?.close()
}

/** One person's browser: it remembers what the content security policy stopped and what broke. */
export class Screen {
  readonly page: Page
  readonly context: BrowserContext
  readonly violations: string[] = []
  readonly faults: string[] = []

  private constructor(context: BrowserContext, page: Page) {
    this.context = context
    this.page = page
  }

  static async open(
    browser: Browser,
    size: { width: number; height: number },
    locale = 'en-US',
    more: BrowserContextOptions = {},
  ): Promise<Screen> {
    const context = await browser.newContext({
      viewport: size,
      locale,
      timezoneId: 'America/Chicago',
      // What is fading in has another contrast than when it is there.
      reducedMotion: 'reduce',
      ...more,
    })
    const page = await context.newPage()
    const screen = new Screen(context, page)
    await page.exposeFunction('porticoViolation', (what: string) => screen.violations.push(what))
    await page.addInitScript(
      `document.addEventListener('securitypolicyviolation', (event) => window.porticoViolation(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))`,
    )
    page.on('pageerror', (fault) => screen.faults.push(fault.message))
    return screen
  }

  /** Signs in through the page, as a person does. */
  async signIn(practice: Practice, email: string, door: Door = 'portal'): Promise<void> {
    await this.page.goto(practice.urls[door])
    await this.signInHere(practice, email)
  }

  /** Signs in on the page that asks for it, wherever that was met. */
  async signInHere(practice: Practice, email: string): Promise<void> {
    const account = practice.account(email)
    const submit = this.page.getByRole('button', { name: /^(sign in|iniciar sesión|entrar)$/i })
    const password = this.page.getByLabel(/^(password|contraseña)$/i)
    await this.page.getByLabel(/^(e-mail address|correo electrónico)/i).fill(email)
    await password.fill(account.password)
    if (account.totpSecret === null) await submit.click()
    else {
      const code = this.page.getByLabel(/^(code from|código de)/i)
      // The office asks for the code at once, the portal when the password was right.
      if (!(await code.isVisible())) await submit.click()
      await practice.forgetCodes()
      await code.fill(practice.code(account) ?? '')
      await submit.click()
    }
    await password.waitFor({ state: 'detached' })
  }

  /** What a screen reader's user, and a person on a small screen, would trip over. */
  async isSound(what: string): Promise<void> {
    await this.#picture(what)
    // While a page still loads it has no heading; what is written there would be judged instead of the page.
    await this.page.getByRole('heading', { level: 1 }).first().waitFor()
    // Without frames on the page, axe needs no second tab to gather what it found.
    // To list each element that is right takes as long as to find those that are not.
    const axe = new AxeBuilder({ page: this.page }).options({ resultTypes: ['violations'] })
    const { violations } = await axe.setLegacyMode(true).analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
      `axe on ${what}`,
    ).toEqual([])
    const wide = await this.page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect(wide, `${what} scrolls sideways`).toBeLessThanOrEqual(0)
    expect(this.violations, `content security policy on ${what}`).toEqual([])
    expect(this.faults, `faults on ${what}`).toEqual([])
  }

  /** For looking at what the tests walk through; nothing is compared with it. */
  async #picture(what: string): Promise<void> {
    if (pictures === undefined) return
    const name = `${what.replaceAll(/\W+/g, '-')}-${this.page.viewportSize()?.width ?? 0}.png`
    await this.page.screenshot({ path: join(pictures, name), fullPage: true })
  }
}
