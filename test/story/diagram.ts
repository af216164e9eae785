import { expect } from 'vitest'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { desk, type Screen } from '../browser.ts'
import { name } from './making.ts'

const said = words.diagram

/** The workflow of refills beside its list: the same in both, from one to the other by keyboard, and what is wrong in both. */
export async function looksAtTheDiagram(screen: Screen): Promise<void> {
  const { page } = screen
  const diagram = page.getByRole('group', { name: said.of('Refill') })
  const part = (key: string) => diagram.locator(`[data-part="${key}"]`)
  const press = (key: string) => page.keyboard.press(key)
  await part('begin').waitFor()
  expect(await diagram.locator('[tabindex="0"][data-part]').count(), 'one stop of the Tab key').toBe(1)
  expect(await part('step submitted take').innerText()).toMatch(/Take it\s+by Nurse and Senior nurse/)
  expect(await part('step submitted escalate').innerText()).toContain(said.over)
  expect(await part('step submitted remind').innerText()).toContain(said.early)

  await part('begin').focus()
  await press('ArrowDown')
  await press('Enter')
  const place = page.locator('details[open]', { has: page.locator('summary', { hasText: /^\s*Submitted/ }) })
  await place.locator('input:focus').waitFor()
  await part('step submitted remind').waitFor()
  expect(await part('state submitted').getAttribute('aria-current')).toBe('true')
  await part('step submitted withdraw').click()
  await page.locator('details[open] input:focus').waitFor()
  expect(await part('step submitted withdraw').getAttribute('aria-current')).toBe('true')

  const form = await name(screen, words.workflows.newState, words.workflows.stateName, 'Lost', 'Perdida')
  await form.getByRole('button', { name: words.workflows.addState }).click()
  await part('state lost').getByText(said.problems(2)).waitFor()
  await screen.isSound('a workflow whose diagram shows what is wrong')
  await page.getByRole('button', { name: words.undo.undo }).click()
  await part('state lost').waitFor({ state: 'detached' })
  await toPaperAndPhone(screen)
}

/** Over the whole window, from where it is printed; by demand where there is no room beside the list; and in words. */
async function toPaperAndPhone(screen: Screen): Promise<void> {
  const { page } = screen
  await page.getByRole('button', { name: said.large }).click()
  const large = page.getByRole('dialog', { name: said.of('Refill') })
  await large.getByRole('button', { name: said.print }).waitFor()
  await large.locator('[data-part="state approved"]').waitFor()
  await screen.isSound('a diagram in full size')
  await page.keyboard.press('Escape')
  await large.waitFor({ state: 'detached' })

  await page.getByText(said.inWords).click()
  await page.getByText('Take it; from Submitted to In review; by Nurse and Senior nurse').waitFor()
  await page.setViewportSize({ width: 640, height: 800 })
  await page.getByRole('button', { name: said.show }).click()
  await page.locator('[data-part="begin"]').waitFor()
  await screen.isSound('a diagram on a narrow screen')
  await page.setViewportSize(desk)
}
