/** When the page was painted (what one frame draws is on the screen when the next one begins), or at once where nobody sees it: a hidden page paints nothing until somebody returns to it. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => {
    const hiding = new AbortController()
    const now = (): void => {
      hiding.abort()
      setTimeout(resolve)
    }
    if (document.hidden) return now()
    requestAnimationFrame(() => requestAnimationFrame(now))
    document.addEventListener('visibilitychange', now, { signal: hiding.signal })
  })
