import { en } from '../../packages/portal-ui/words/en.ts'
import type { Screen } from '../browser.ts'

/** A step that asks nothing and ends the request: it is asked about once, and then taken. */
export const takeEnding = async ({ page }: Screen, name: string, words = en): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByText(words.request.sureText(name)).waitFor()
  await page.getByRole('button', { name: words.request.sureYes(name) }).click()
}
