import { onMount } from 'svelte'

const tickMilliseconds = 10_000

/** The time as it passes while a page is open, for what is said about it. */
export class Clock {
  now = $state(Date.now())

  constructor() {
    onMount(() => {
      const ticking = setInterval(() => (this.now = Date.now()), tickMilliseconds)
      return () => clearInterval(ticking)
    })
  }
}
