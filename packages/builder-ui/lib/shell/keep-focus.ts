/** What a press can be about: the nearest of them that is still there has the keyboard next. */
const parts = 'li, form, fieldset, section, main'

const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))

const around = (element: Element): readonly Element[] => {
  const parent = element.parentElement
  return parent === null ? [element] : [element, ...around(parent)]
}

/** What stands for a part when it is read aloud: its heading, or itself where it has none. */
const standsFor = (part: Element): HTMLElement | null => {
  const heading = part.querySelector<HTMLElement>('h1, h2, h3')
  return heading ?? (part instanceof HTMLElement ? part : null)
}

/**
 * A button that is pressed may be gone when it has done its work, and the keyboard with it: the next Tab would begin at the
 * top of the page. It goes to the nearest part around that is still there, unless somebody has sent it elsewhere. Answers
 * with what ends this.
 */
export const keepFocus = (): (() => void) => {
  let last: readonly Element[] = []
  const isLost = (): boolean => document.activeElement === document.body && last[0]?.isConnected === false
  const remember = ({ target }: FocusEvent): void => {
    last = target instanceof Element ? around(target) : []
  }
  const look = async (): Promise<void> => {
    if (!isLost()) return
    await painted()
    if (!isLost()) return
    const place = last.find((one) => one.isConnected && one.matches(parts)) ?? document.querySelector('main')
    last = []
    const control = place && standsFor(place)
    if (!control) return
    if (control.tabIndex < 0) control.tabIndex = -1
    control.focus()
  }
  const watching = new MutationObserver(() => void look())
  watching.observe(document.body, { childList: true, subtree: true })
  document.addEventListener('focusin', remember)
  return () => {
    watching.disconnect()
    document.removeEventListener('focusin', remember)
  }
}
