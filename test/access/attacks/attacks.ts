import { aroundTheViews } from './around-the-views.ts'
import type { Attack } from './attack.ts'
import { earlierAndKeys } from './earlier-and-keys.ts'
import { foreignRecords } from './foreign-records.ts'
import { forgedActors } from './forged-actors.ts'
import { forgedChanges } from './forged-changes.ts'
import { forgedEntries } from './forged-entries.ts'
import { otherDuties } from './other-duties.ts'
import { roundabout } from './roundabout.ts'
import { standingForOthers } from './standing-for-others.ts'
import { strongerLogins } from './stronger-logins.ts'
import { takenRoles } from './taken-roles.ts'
import { undeclaredMoves } from './undeclared-moves.ts'

export const attacks: readonly Attack[] = [
  ...forgedActors,
  ...standingForOthers,
  ...strongerLogins,
  ...aroundTheViews,
  ...foreignRecords,
  ...forgedChanges,
  ...undeclaredMoves,
  ...forgedEntries,
  ...otherDuties,
  ...takenRoles,
  ...earlierAndKeys,
  ...roundabout,
]
