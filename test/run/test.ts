// `npm test`: every check and every test. The last line says how many passed and how many failed.
import { messageOf } from '../../packages/runtime/embedded/cannot-start.ts'
import { buildScreens } from '../../packages/runtime/embedded/screens.ts'
import { temporalProgram } from '../../packages/runtime/embedded/temporal-program.ts'
import { chromium } from '../chromium.ts'
import { checks } from './checks.ts'
import { finish, type Tally } from './tally.ts'
import { runTests } from './vitest.ts'

process.on('disconnect', () => process.exit(1))
process.channel?.unref()

/** What a fresh machine lacks is fetched while the checks run. */
const fetched = Promise.allSettled([temporalProgram(process.env), chromium(process.env)])

const tallies: Tally[] = [...(await checks()), await runTests('vitest.unit')]
const screens = await screensBuilt()
const missing = (await fetched).filter((outcome) => outcome.status === 'rejected')
for (const { reason } of missing) console.log(messageOf(reason))
const system =
  missing.length === 0 && screens.failed === 0 ? await runTests('vitest.system') : { passed: 0, failed: 1 }
finish([...tallies, screens, system])

async function screensBuilt(): Promise<Tally> {
  try {
    await buildScreens()
    return { passed: 1, failed: 0 }
  } catch (fault) {
    console.log(messageOf(fault))
    return { passed: 0, failed: 1 }
  }
}
