import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { testAsWords } from '../../packages/builder-ui/lib/test-as/test-as-words.ts'

/** Beside a role's page of a request that is open: why a cell is hidden, then one invented request at a stage of her choice. */
export const looksAtStage = async (page: Page, side: Locator): Promise<void> => {
  await side
    .getByText(/does not name “Decision note”/)
    .first()
    .waitFor()
  await page.getByLabel(testAsWords.at).selectOption({ label: testAsWords.stage('Refill', 'In review') })
  await page.getByText(testAsWords.invented).waitFor()
  await side.getByRole('button', { name: testAsWords.back }).waitFor({ state: 'detached' })
  expect(await side.getByRole('button', { name: /TEST-\d/ }).count()).toBe(1)
  await side.getByText('In review').waitFor()
  await page.getByLabel(testAsWords.at).selectOption({ label: testAsWords.anyStage })
  await page.getByText(testAsWords.demo).waitFor()
}
