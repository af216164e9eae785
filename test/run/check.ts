// `npm run check`: everything that is found without running the product.
import { checks } from './checks.ts'
import { finish } from './tally.ts'

finish(await checks())
