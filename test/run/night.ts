// `npm run night`: the long figures.
import { buildScreens } from '../../packages/runtime/embedded/screens.ts'
import { finish } from './tally.ts'
import { runTests } from './vitest.ts'

await buildScreens()
finish([await runTests('vitest.night')])
