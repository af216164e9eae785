import { aroundTheViews } from './around-the-views.ts'
import type { Attack } from './attack.ts'
import { foreignRecords } from './foreign-records.ts'
import { forgedActors } from './forged-actors.ts'
import { forgedChanges } from './forged-changes.ts'
import { otherDuties } from './other-duties.ts'
import { strongerLogins } from './stronger-logins.ts'

export const attacks: readonly Attack[] = [
  ...forgedActors,
  ...strongerLogins,
  ...aroundTheViews,
  ...foreignRecords,
  ...forgedChanges,
  ...otherDuties,
]
