import type { KeyRing } from './key-ring.ts'

/** How often a running process asks whether keys were rotated or destroyed: both are felt within two seconds. */
const lookMs = 1000

/** Until it is ended. A process that has nothing else to do is not kept alive by it. */
export const watchKeys = ({ lookAgain }: Pick<KeyRing, 'lookAgain'>): { readonly end: () => void } => {
  const timer = setInterval(() => void lookAgain(), lookMs)
  timer.unref()
  return { end: () => clearInterval(timer) }
}
