/** The family of a browser, as an entry names a device: enough to recognise one's own, too little to follow anybody. */
const families: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
]
const platforms: readonly (readonly [string, RegExp])[] = [
  ['iPhone or iPad', /\b(?:iPhone|iPad)\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['Mac', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
]

const named = (all: readonly (readonly [string, RegExp])[], text: string, otherwise: string): string =>
  all.find(([, shape]) => shape.test(text))?.[0] ?? otherwise

export const browserOf = (userAgent: string | undefined): string => {
  const text = userAgent ?? ''
  return `${named(families, text, 'another program')} on ${named(platforms, text, 'another system')}`
}
