import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Practice } from './practice.ts'
import { servers } from './servers.ts'
import type { Door } from './person.ts'

export const phone = { width: 320, height: 640 }
export const desk = { width: 1280, height: 800 }

/** The real Chromium, without anything it would fetch by itself. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: servers().chromium,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })

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
  ): Promise<Screen> {
    const context = await browser.newContext({ viewport: size, locale, timezoneId: 'America/Chicago' })
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
    const account = practice.account(email)
    await this.page.goto(practice.urls[door])
    await this.page.getByLabel(/e-?mail|correo/i).fill(email)
    await this.page.getByLabel(/password|contraseña/i).fill(account.password)
    await this.page
      .getByRole('button', { name: /^(sign in|continue|entrar|iniciar sesión|continuar)$/i })
      .click()
    const code = practice.code(account)
    if (code === undefined) return
    await this.page.getByLabel(/code|código/i).fill(code)
    await this.page
      .getByRole('button', { name: /^(sign in|continue|entrar|iniciar sesión|continuar)$/i })
      .click()
  }

  /** What a screen reader's user, and a person on a small screen, would trip over. */
  async isSound(what: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze()
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
}
