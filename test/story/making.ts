import { words } from '../../packages/builder-ui/lib/words.ts'
import type { Screen } from '../browser.ts'

export const regionOf = ({ page }: Screen, name: string | RegExp) => page.getByRole('region', { name })

/** Names something new in both languages, in the form of that name. */
export async function name(screen: Screen, form: string, label: string, en: string, es: string) {
  await regionOf(screen, form).getByLabel(words.inEnglish(label)).fill(en)
  await regionOf(screen, form).getByLabel(words.inSpanish(label)).fill(es)
  return regionOf(screen, form)
}

export async function addField(
  screen: Screen,
  en: string,
  es: string,
  kind: string,
  what: string,
  options: readonly string[] = [],
) {
  const form = await name(screen, words.tables.addField, words.tables.fieldName, en, es)
  await form.getByLabel(words.tables.kind).selectOption({ label: kind })
  await form.getByLabel(words.tables.whatIsInIt).selectOption({ label: what })
  for (const [at, option] of options.entries()) {
    await form.getByLabel(words.tables.newOption).fill(option)
    // The last one is typed and not added: adding the field takes it along, which needs two choices.
    if (at < options.length - 1) await form.getByRole('button', { name: words.tables.addOption }).click()
  }
  await form.getByRole('button', { name: words.tables.addField }).click()
  await screen.page.getByText(words.tables.added(en)).waitFor()
}
