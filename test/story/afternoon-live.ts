import type { FrameLocator, Page } from 'playwright-core'
import { walkWords } from '../../packages/builder-ui/lib/walk/walk-words.ts'
import { words } from '../../packages/builder-ui/lib/words.ts'
import { en as portalWords } from '../../packages/portal-ui/words/en.ts'
import { asks, form, look, needed, school, signed, type Afternoon } from './afternoon.ts'
import type { Hand } from './hand.ts'
import { regionOf } from './making.ts'

const { made } = words.workflows

/** One by the button that mends it, the others where they are led to. */
export async function mendsWhatIsWrong(at: Afternoon): Promise<void> {
  const { hand, page, screen } = at
  const about = (what: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: what })
  await hand.goTo(words.pages.problems)
  await look(at, 'what an afternoon gets wrong')
  const { fixes } = words.problems
  await hand.press(page.getByRole('button', { name: fixes.let('Nurse', fixes.verbs.update, signed) }))
  await about('Signed on').waitFor({ state: 'detached' })

  await hand.press(about('asthma').getByRole('link', { name: words.problems.show }))
  const english = regionOf(screen, words.languages.en)
  await hand.type(english.getByLabel(words.wording.body), 'The form for your school has news:\n')
  await hand.press(english.getByRole('button', { name: words.wording.means.link ?? '' }))
  await hand.goTo(words.pages.problems)

  // What was changed in one language waits to be looked at in the other.
  await hand.press(about('out of date').getByRole('button', { name: fixes.stillRight }))
  await hand.press(about('By mail').getByRole('link', { name: words.problems.addSpanish }))
  await hand.type(page.getByLabel(words.inSpanish(words.tables.option(2))), 'Por correo')
  await hand.goTo(words.pages.problems)
  await page.getByRole('main').getByText(words.problems.none).waitFor()
}

/** What a form of hers asks, question by question, to the reference; on the portal itself or in a frame. */
async function answersIt(hand: Hand, at: Page | FrameLocator): Promise<void> {
  const goOn = at.getByRole('button', { name: portalWords.form.continue })
  await hand.press(at.getByRole('link', { name: form }))
  await hand.press(at.getByRole('link', { name: portalWords.form.begin }))
  for (const [question, text] of [
    [school, 'Lakeview Middle School'],
    [asks, 'Whether I may swim'],
  ] as const) {
    await hand.type(at.getByLabel(question), text)
    await hand.press(goOn)
  }
  await hand.tick(at.getByLabel('By mail'))
  await hand.press(goOn)
  await at.getByRole('heading', { level: 1, name: needed }).waitFor()
  await onADay(hand, at, ['12', '1', '2026'])
  await hand.press(goOn)
  await hand.press(at.getByRole('button', { name: portalWords.form.send }))
  await at.getByRole('heading', { level: 1, name: portalWords.sent.title }).waitFor()
}

async function onADay(
  hand: Hand,
  at: Page | FrameLocator,
  parts: readonly [string, string, string],
): Promise<void> {
  const labels = [/^Month/, /^Day/, /^Year/] as const
  for (const [index, part] of parts.entries()) await hand.type(at.getByLabel(labels[index] ?? ''), part)
}

export async function walksThrough(at: Afternoon): Promise<void> {
  const { hand, page, screen } = at
  await hand.goTo(walkWords.page)
  await hand.press(page.getByRole('button', { name: walkWords.start }))
  await page.getByRole('heading', { name: walkWords.who }).waitFor({ timeout: 60_000 })
  await hand.choose(page.getByLabel(walkWords.asWhom), walkWords.person('Ada Lindqvist', 'Patient'))
  await hand.press(page.getByRole('button', { name: walkWords.here }))
  const portal = page.frameLocator('iframe')
  await portal.getByText('Rehearsal: nothing here is real.').waitFor()
  await answersIt(hand, portal)
  await page.getByText(walkWords.began('Ada Lindqvist')).waitFor()
  await screen.isSound('a walk as a patient')
  await hand.press(page.getByRole('button', { name: walkWords.nextDue('') }))
  await page.getByText(walkWords.took(walkWords.system, 'Remind')).waitFor()
  await page.getByText(walkWords.status.done).first().waitFor()
  await screen.isSound('a deadline that passed')
  await hand.press(page.getByRole('button', { name: walkWords.stop }))
  await page.getByRole('button', { name: walkWords.goOn }).waitFor()
}

export async function asksToPublish(at: Afternoon): Promise<void> {
  const { hand, page, screen } = at
  await hand.goTo(words.pages.publish)
  const changes = regionOf(screen, words.publish.changes)
  for (const told of [`The table ${form} is added`, 'Your school form', 'Nobody holds Nurse yet.'])
    await changes.getByText(told).first().waitFor()
  await page.getByText(walkWords.publishWalked).waitFor()
  await look(at, 'an afternoon to be published')
  await hand.type(page.getByLabel(words.approval.whyAsk), 'Forms for schools')
  await hand.press(page.getByRole('button', { name: words.approval.ask }))
  await page.getByRole('heading', { name: words.approval.waitsFor(['Sam Iverson']) }).waitFor()
}

export async function letsItThrough(at: Afternoon): Promise<void> {
  const { hand, page } = at
  await hand.goTo(words.pages.approvals)
  await page.getByRole('heading', { name: words.approval.toYou('Dana Whitfield') }).waitFor()
  await look(at, 'an afternoon to be approved')
  await hand.press(page.getByRole('button', { name: words.approval.approve }))
  await page.getByText(words.approval.youApproved(2)).waitFor()
}

export async function givesTheRole({ hand, page }: Afternoon): Promise<void> {
  await hand.goTo(words.pages.people)
  const person = page.getByRole('listitem').filter({ hasText: 'dana@example.com' })
  await hand.choose(person.getByLabel(words.people.giveTo('Dana Whitfield')), 'Nurse')
  await hand.press(person.getByRole('button', { name: words.people.give, exact: true }))
  await page.getByText(words.people.gave('Nurse', 'Dana Whitfield')).waitFor()
}

export async function asksForIt(at: Afternoon): Promise<void> {
  const { hand, page } = at
  await hand.press(page.getByRole('button', { name: portalWords.secondFactor.skip }))
  await page.getByRole('heading', { level: 1, name: portalWords.start.title }).waitFor()
  await answersIt(hand, page)
  await look(at, 'a school form that was asked for')
}

export async function handsItOut(at: Afternoon): Promise<void> {
  const { hand, page } = at
  await page.getByRole('heading', { level: 1, name: form }).waitFor()
  await hand.press(page.getByRole('row', { name: /Ada Lindqvist/ }).getByRole('link'))
  await page.getByText('Lakeview Middle School').waitFor()
  await look(at, 'a school form as the nurse sees it')
  const finish = page.getByRole('button', { name: made.finish.en, exact: true })
  await hand.press(finish)
  await onADay(hand, page, ['11', '24', '2026'])
  await hand.press(finish)
  await page.getByText(/^This step is taken\. It is now at /).waitFor()
}
