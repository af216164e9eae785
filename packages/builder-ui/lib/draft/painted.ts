/** When the page was painted, or at once where nobody sees it: a hidden page paints nothing until somebody returns to it. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => {
    const hiding = new AbortController()
    const now = (): void => {
      hiding.abort()
      setTimeout(resolve)
    }
    if (document.hidden) return now()
    requestAnimationFrame(now)
    document.addEventListener('visibilitychange', now, { signal: hiding.signal })
  })
