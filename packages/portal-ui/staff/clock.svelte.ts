import { nowMs } from '../call/now.ts'
import { onMount } from 'svelte'

const tickMilliseconds = 10_000

/** The time as it passes while a page is open, for what is said about it. */
export class Clock {
  now = $state(nowMs())

  constructor() {
    onMount(() => {
      const ticking = setInterval(() => (this.now = nowMs()), tickMilliseconds)
      return () => clearInterval(ticking)
    })
  }
}
