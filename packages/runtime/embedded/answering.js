import { setTimeout as sleep } from 'node:timers/promises'
/** Asks a server until it answers, has ended, or the time is up. */
export async function answering(server, patienceMs, ask) {
  const until = performance.now() + patienceMs
  const ended = server?.exited.then(() => 'ended')
  while (performance.now() < until) {
    const asked = ask().then(
      () => 'answers',
      () => 'not yet',
    )
    const answer = await Promise.race(ended === undefined ? [asked] : [asked, ended])
    if (answer !== 'not yet') return answer
    await sleep(100)
  }
  return 'silent'
}
