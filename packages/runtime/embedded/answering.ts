import { setTimeout as sleep } from 'node:timers/promises'
import type { Guarded } from './guarded.ts'

export type Answer = 'answers' | 'ended' | 'silent'

/** Asks a server until it answers, has ended, or the time is up. */
export async function answering(
  server: Guarded | undefined,
  patienceMs: number,
  ask: () => Promise<unknown>,
): Promise<Answer> {
  const until = performance.now() + patienceMs
  const ended = server?.exited.then(() => 'ended' as const)
  while (performance.now() < until) {
    const asked = ask().then(
      () => 'answers' as const,
      () => 'not yet' as const,
    )
    const answer = await Promise.race(ended === undefined ? [asked] : [asked, ended])
    if (answer !== 'not yet') return answer
    await sleep(100)
  }
  return 'silent'
}
