/** Pages two keys lead to, one after the other: `g`, then the letter. No Alt and no Ctrl, which screen readers use. */
export const goKeys: Readonly<Record<string, string>> = {
  h: '/',
  t: '/tables',
  a: '/access',
  w: '/workflows',
  f: '/forms',
  m: '/wording',
  l: '/look',
  p: '/problems',
  r: '/publish',
}

/** The keys that lead to a page, as they are shown. */
export const keysOf = (path: string): string | null => {
  const key = Object.keys(goKeys).find((one) => goKeys[one] === path)
  return key === undefined ? null : `G ${key.toUpperCase()}`
}

export type Shortcut = 'sheet' | 'palette' | 'problems' | { readonly go: string }

/** What the single keys mean; `after` is the key before, if it was just now. */
export const shortcutOf = (key: string, after: string | null): Shortcut | null => {
  const path = goKeys[key.toLowerCase()]
  if (after === 'g' && path !== undefined) return { go: path }
  if (key === '?') return 'sheet'
  if (key === '/') return 'palette'
  return key === '!' ? 'problems' : null
}

const place = 'portico.shortcuts'

/** Single keys can be switched off: whoever dictates or brushes against keys would press them by mistake (WCAG 2.1.4). */
export const keptOn = (): boolean => {
  try {
    return localStorage.getItem(place) !== 'off'
  } catch {
    return true
  }
}

export const keepOn = (on: boolean): void => {
  try {
    localStorage.setItem(place, on ? 'on' : 'off')
  } catch {
    // Where the browser forbids it, the choice lasts as long as the page.
  }
}
