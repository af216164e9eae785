import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePort } from '../../packages/runtime/embedded/port.ts'
import { RunRehearsal } from '../../packages/runtime/embedded/run-rehearsal.ts'
import { closeBrowser, desk, openBrowser, phone, Screen } from '../browser.ts'
import { Practice } from '../practice.ts'
import { mailsTo, servers } from '../servers.ts'
import {
  asksForIt,
  asksToPublish,
  givesTheRole,
  handsItOut,
  letsItThrough,
  mendsWhatIsWrong,
  walksThrough,
} from './afternoon-live.ts'
import {
  givesEachCell,
  makesATable,
  makesAWorkflow,
  makesThreeRoles,
  signIn,
  wordsTheMessage,
  type Afternoon,
} from './afternoon.ts'
import { Counted } from './counted.ts'
import { handName, handOn } from './hands.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const counted = new Counted()
const main = new URL('../../packages/runtime/main.ts', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'portico-afternoon-'))
let practice: Practice
let browser: Browser
let rehearsal: RunRehearsal
let dana: Afternoon
let others: Afternoon

const person = async (size = desk): Promise<Afternoon> => {
  const screen = await Screen.open(browser, size)
  screen.page.setDefaultTimeout(9000)
  return { hand: handOn(screen, counted), screen, page: screen.page, practice }
}
beforeAll(async () => {
  const ports = { PORTICO_REHEARSAL: folder, PORTICO_REHEARSAL_PORT: String(await freePort()) }
  ;[practice, browser] = await Promise.all([
    Practice.open({ template: 'empty', settings: () => ports }),
    openBrowser(),
  ])
  // What `npm start` does beside serving: it runs the rehearsal that somebody asks for.
  const env = { ...practice.environment, DATABASE_URL: servers().databaseUrl }
  rehearsal = new RunRehearsal(folder, practice.home, main, env)
  ;[dana, others] = [await person(), await person()]
})
afterAll(async () => {
  await closeBrowser(browser)
  await rehearsal.stop()
  await practice[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
  console.log(counted.line(handName))
})

const told = (what: string, tell: () => Promise<void>) =>
  test(`By ${handName} alone: ${what}`, async () => {
    counted.begin(what)
    await tell()
  })

told('Dana signs in to an empty portal', () => signIn(dana, 'dana@example.com', 'office'))
told('she makes a table with fields of three classes, in two languages', () => makesATable(dana))
told('she makes three roles', () => makesThreeRoles(dana))
told('she makes a workflow with a deadline and a notice', () => makesAWorkflow(dana))
told('she gives each role each cell', () => givesEachCell(dana))
told('she words the notice', () => wordsTheMessage(dana))
told('she mends every problem', () => mendsWhatIsWrong(dana))
told('she walks through it as a patient, until the deadline', () => walksThrough(dana))
told('she reviews it and asks for a second person', () => asksToPublish(dana))
told('Sam lets it through, and it is live', async () => {
  await signIn(others, 'sam@example.com', 'office')
  await letsItThrough(others)
  await dana.page.getByText(/Sam Iverson approved it\. Version 2 is live/).waitFor()
})
told('Alex gives Dana the role', async () => {
  const alex = await person()
  await signIn(alex, 'alex@example.com', 'office')
  await givesTheRole(alex)
  await alex.screen.context.close()
})
told('Ada asks for it on her phone', async () => {
  const ada = await person(phone)
  await signIn(ada, 'ada@example.com', 'portal')
  await asksForIt(ada)
})
told('Dana hands it out, and Ada’s mail says what Dana wrote', async () => {
  await signIn(dana, 'dana@example.com', 'portal')
  await handsItOut(dana)
  const news = async () =>
    (await mailsTo('ada@example.com')).find(({ subject }) => subject === 'Your school form')
  await practice.until('her mail arrives', async () => (await news()) !== undefined)
  expect((await news())?.text).toMatch(/The form for your school has news:\s+http/)
})
