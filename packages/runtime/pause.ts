/**
 * Waits, unless it is time to stop, or whoever was handed `wake` calls it. Nothing of it stays with the signal: a process
 * waits many times, and what it left there would be gone through each time.
 */
export const pause = (
  ms: number,
  signal: AbortSignal,
  wakeable: (wake: () => void) => void = () => undefined,
): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
    wakeable(end)
  })
