// `npm run bench`: the loads.
import { buildScreens } from '../../packages/runtime/embedded/screens.ts'
import { finish } from './tally.ts'
import { runTests } from './vitest.ts'

await buildScreens()
finish([await runTests('vitest.bench')])
