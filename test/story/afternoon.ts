import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { words } from '../../packages/builder-ui/lib/words.ts'
import type { Screen } from '../browser.ts'
import type { Door } from '../person.ts'
import type { Practice } from '../practice.ts'
import type { Given, Hand } from './hand.ts'
import { handName } from './hands.ts'
import { regionOf } from './making.ts'

/** Somebody at a screen, with the hand they work it with. */
export type Afternoon = {
  readonly hand: Hand
  readonly screen: Screen
  readonly page: Page
  readonly practice: Practice
}

const { classes, kinds } = words
const { made, wizard } = words.workflows
export const form = 'School form'
export const school = 'Name of the school'
export const asks = 'What the school asks'
const way = 'How you get it'
export const needed = 'Needed by'
export const signed = 'Signed on'
const roles = [
  ['Front desk', 'Recepción'],
  ['Nurse', 'Enfermería'],
  ['Records clerk', 'Archivo'],
] as const

/** Pages of kinds that other stories look at by day are looked at again at night. */
export const look = async ({ screen }: Afternoon, what: string): Promise<void> => {
  if (handName === 'mouse') await screen.isSound(what)
}

const isSaved = ({ page }: Afternoon) => page.getByText(words.saving.saved).waitFor()

export async function signIn({ hand, page, practice }: Afternoon, email: string, door: Door): Promise<void> {
  const account = practice.account(email)
  await hand.open(practice.urls[door])
  await hand.type(page.getByLabel(/^e-mail address/i), email)
  await hand.type(page.getByLabel(/^password$/i), account.password)
  const submit = page.getByRole('button', { name: /^sign in$/i })
  const code = page.getByLabel(/^code from/i)
  // The office asks for the code at once, the portal when the password was right.
  if (door === 'portal') await hand.submit(submit)
  if (account.totpSecret !== null) {
    await practice.forgetCodes()
    await hand.type(code, practice.code(account) ?? '')
    await hand.submit(submit)
  } else if (door === 'office') await hand.submit(submit)
  await page.getByLabel(/^password$/i).waitFor({ state: 'detached' })
}

type NewField = {
  readonly names: readonly [string, string]
  readonly kind: string
  readonly what: string
  readonly options?: readonly string[]
}
const newFields: readonly NewField[] = [
  { names: [school, 'Nombre de la escuela'], kind: kinds.text, what: classes.identifier.name },
  { names: [asks, 'Qué pide la escuela'], kind: kinds['long-text'], what: classes.clinical.name },
  {
    names: [way, 'Cómo la recibe'],
    kind: kinds.choice,
    what: classes.operational.name,
    options: ['Pick it up', 'By mail'],
  },
  { names: [needed, 'Se necesita para el'], kind: kinds.date, what: classes.operational.name },
  { names: [signed, 'Firmado el'], kind: kinds.date, what: classes.operational.name },
]

async function addsAField({ hand, page, screen }: Afternoon, { names, kind, what, options = [] }: NewField) {
  const adding = regionOf(screen, words.tables.addField)
  const [english, spanish] = names
  await hand.type(adding.getByLabel(words.inEnglish(words.tables.fieldName)), english)
  await hand.type(adding.getByLabel(words.inSpanish(words.tables.fieldName)), spanish)
  await hand.choose(adding.getByLabel(words.tables.kind), kind)
  await hand.choose(adding.getByLabel(words.tables.whatIsInIt), what)
  for (const option of options) {
    await hand.type(adding.getByLabel(words.tables.newOption), option)
    await hand.press(adding.getByRole('button', { name: words.tables.addOption }))
  }
  // The Spanish of the second choice is left out here, and missed later.
  if (options.length > 0)
    await hand.type(adding.getByLabel(words.inSpanish(words.tables.option(1))), 'La recojo')
  await hand.press(adding.getByRole('button', { name: words.tables.addField, exact: true }))
  await page.getByText(words.tables.added(english)).waitFor()
}

export async function makesATable(at: Afternoon): Promise<void> {
  const { hand, page, screen } = at
  await page.getByRole('heading', { name: words.home.setUp.title }).waitFor()
  await screen.isSound('an empty portal')
  await hand.find('add a table', words.palette.actions.addTable)
  const adding = regionOf(screen, words.tables.addTable)
  await hand.type(adding.getByLabel(words.inEnglish(words.tables.tableName)), form)
  await hand.type(adding.getByLabel(words.inSpanish(words.tables.tableName)), 'Formulario escolar')
  await hand.submit(adding.getByRole('button', { name: words.tables.addTable }))
  await page.getByRole('heading', { level: 1, name: form }).waitFor()
  for (const field of newFields) await addsAField(at, field)
  await isSaved(at)
  await look(at, 'a table made in an afternoon')
}

export async function makesThreeRoles(at: Afternoon): Promise<void> {
  const { hand, page, screen } = at
  await hand.find('add a role', words.palette.actions.addRole)
  const adding = regionOf(screen, words.access.addRole)
  for (const [english, spanish] of roles) {
    await hand.type(adding.getByLabel(words.inEnglish(words.access.roleName)), english)
    await hand.type(adding.getByLabel(words.inSpanish(words.access.roleName)), spanish)
    await hand.submit(adding.getByRole('button', { name: words.access.addRole }))
    await page.getByText(words.access.added(english)).waitFor()
  }
  await isSaved(at)
  await look(at, 'three roles')
}

export async function makesAWorkflow(at: Afternoon): Promise<void> {
  const { hand, page } = at
  const group = (legend: string) => page.getByRole('group', { name: legend })
  await hand.goTo(words.pages.workflows)
  await hand.press(page.getByRole('link', { name: words.workflows.empty.begin }))
  await page.getByRole('heading', { level: 1, name: wizard.title }).waitFor()
  // The table she has just made is the one it is about.
  expect(await page.getByLabel(wizard.whichTable).inputValue()).toBe('school-form')
  expect(await group(wizard.senders).getByLabel('Patient').isChecked()).toBe(true)
  await hand.tick(group(wizard.asked).getByLabel(signed), false)
  await hand.tick(group(wizard.handlers).getByLabel('Nurse'))
  await hand.type(page.getByLabel(wizard.mailbox), 'forms@example.com')
  await hand.type(page.getByLabel(words.workflows.within), '2')
  await hand.tick(group(wizard.written).getByLabel(signed))
  await hand.tick(group(wizard.shared).getByLabel(signed))
  await page.getByText(/finish or decline it within 2 business days/).waitFor()
  await page.getByText(wizard.promise('2 business days')).first().waitFor()
  await look(at, 'six questions answered')
  await hand.press(page.getByRole('button', { name: wizard.make }))
  await page.getByRole('heading', { level: 1, name: form }).waitFor()
  await page.getByRole('group', { name: wizard.done.title(form) }).waitFor()
  await isSaved(at)
  await look(at, 'a workflow made in an afternoon')
}

const { levels, letters } = words.access
const given = {
  hidden: { says: levels.hidden, key: letters.hidden },
  read: { says: levels.read, key: letters.read },
  write: { says: levels.write, key: letters.write },
  stages: { says: levels['write-in-state'], key: letters['write-in-state'] },
} as const satisfies Record<string, Given>

/** What each of the three may do with each field, in the order of the roles. One of them is a mistake. */
const cells: readonly (readonly [string, readonly (keyof typeof given)[]])[] = [
  [school, ['read', 'read', 'read']],
  [asks, ['hidden', 'read', 'hidden']],
  [way, ['write', 'read', 'read']],
  [needed, ['stages', 'read', 'read']],
  [signed, ['read', 'read', 'read']],
]

export async function givesEachCell(at: Afternoon): Promise<void> {
  const { hand, page } = at
  await hand.goTo(words.pages.access)
  const grid = page.getByRole('grid', { name: words.access.matrix(form) })
  await grid.waitFor()
  const columns = await grid.getByRole('columnheader').allInnerTexts()
  for (const [field, row] of cells)
    for (const [place, level] of row.entries()) {
      const cell = grid
        .getByRole('row', { name: new RegExp(`^${field}`) })
        .getByRole('gridcell')
        .nth(columns.indexOf(roles[place]?.[0] ?? '') - 1)
      await hand.give(cell, given[level])
      const says = level === 'stages' ? words.access.inStages(1) : given[level].says
      await cell.getByText(says, { exact: true }).waitFor()
    }
  await isSaved(at)
  await look(at, 'each cell given')
}

export async function wordsTheMessage(at: Afternoon): Promise<void> {
  const { hand, page, screen } = at
  await hand.find(made.news.en(form), made.news.en(form))
  await page.getByRole('heading', { level: 1, name: made.news.en(form) }).waitFor()
  const english = regionOf(screen, words.languages.en)
  const spanish = regionOf(screen, words.languages.es)
  await hand.type(english.getByLabel(words.wording.subject), 'Your school form')
  await hand.type(english.getByLabel(words.wording.body), 'The form about your asthma has news:\n')
  await hand.press(english.getByRole('button', { name: words.wording.means.link ?? '' }))
  await hand.type(spanish.getByLabel(words.wording.subject), 'Su formulario escolar')
  await hand.type(spanish.getByLabel(words.wording.body), 'El formulario para su escuela tiene novedades:\n')
  await hand.press(spanish.getByRole('button', { name: words.wording.means.link ?? '' }))
  await page
    .getByText(/The text says “asthma”|“asthma”/)
    .first()
    .waitFor()
  await isSaved(at)
  await look(at, 'a notice that says too much')
}
