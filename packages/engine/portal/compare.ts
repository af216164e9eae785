import type { Change } from './change.ts'
import { compareAccess } from './compare-access.ts'
import { compareForms } from './compare-forms.ts'
import { compareQueues, compareRoles } from './compare-people.ts'
import { compareTables } from './compare-tables.ts'
import { compareWords } from './compare-words.ts'
import { compareWorkflows } from './compare-workflows.ts'
import type { Portal } from './portal.ts'

/** What publishing would do, most consequential first; empty exactly when nothing that means anything differs. */
export const compare = (before: Portal, after: Portal): readonly Change[] =>
  [
    compareAccess,
    compareRoles,
    compareTables,
    compareForms,
    compareWorkflows,
    compareQueues,
    compareWords,
  ].flatMap((part) => part(before, after))
