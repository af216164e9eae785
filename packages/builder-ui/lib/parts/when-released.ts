let isDown = false

/** Told before anything else hears of it, so that what waits for the release is done before the click that follows. */
const onWindow = { capture: true }
addEventListener('pointerdown', () => (isDown = true), onWindow)
for (const up of ['pointerup', 'pointercancel']) addEventListener(up, () => (isDown = false), onWindow)

/**
 * Whoever leaves a box by pressing something else has aimed already: what moves the page waits until the button of
 * the mouse is up, and comes before what was pressed.
 */
export const whenReleased = (act: () => void): void => {
  if (!isDown) return act()
  const once = new AbortController()
  const doIt = (): void => {
    once.abort()
    act()
  }
  for (const up of ['pointerup', 'pointercancel'])
    addEventListener(up, doIt, { capture: true, signal: once.signal })
}
