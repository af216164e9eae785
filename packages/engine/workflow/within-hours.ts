import { localOf } from '../portal/local-time.ts'
import { openingOn, type Practice } from './opening.ts'

/** Whether the practice is open at an instant. At the minute it closes it is not any more. */
export const isWithinHours = (practice: Practice, at: string): boolean => {
  const local = localOf(practice, at)
  const opening = openingOn(practice, local.toPlainDate())
  const instant = local.epochMilliseconds
  return opening !== null && instant >= opening.opens && instant < opening.closes
}
