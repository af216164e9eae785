/**
 * The practice gives one colour; people must be able to read with it. Its lightness is lowered in OKLCH, which
 * keeps the hue, until text in it reaches the WCAG contrast of 4.5:1 on white and on its own tint.
 */
type Oklch = { readonly lightness: number; readonly chroma: number; readonly hue: number }
type Linear = readonly [red: number, green: number, blue: number]

const contrastWanted = 4.5

const toLinear = (channel: number) =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4

const linearOf = (hex: string): Linear => {
  const at = (start: number) => toLinear(Number.parseInt(hex.slice(start, start + 2), 16) / 255)
  return [at(1), at(3), at(5)]
}

const oklchOf = ([red, green, blue]: Linear): Oklch => {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
  return {
    lightness: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    chroma: Math.hypot(a, b),
    hue: Math.atan2(b, a),
  }
}

const shown = (channel: number) => Math.min(1, Math.max(0, channel))

const linearOfOklch = ({ lightness, chroma, hue }: Oklch): Linear => {
  const a = chroma * Math.cos(hue)
  const b = chroma * Math.sin(hue)
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    shown(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    shown(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    shown(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ]
}

const luminance = ([red, green, blue]: Linear) => 0.2126 * red + 0.7152 * green + 0.0722 * blue

const contrast = (one: Linear, other: Linear): number => {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right)
  return (lighter + 0.05) / (darker + 0.05)
}

const hexOf = (colour: Linear): string =>
  `#${colour
    .map((channel) => (channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055))
    .map((channel) =>
      Math.round(channel * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`

type BrandToken = '--brand' | '--brand-strong' | '--brand-tint' | '--brand-line'

/** How well text in one colour reads on another, both of six hex digits; WCAG wants 4.5. */
export const contrastOf = (one: string, other: string): number => contrast(linearOf(one), linearOf(other))

/** The custom properties the screens are painted with, as six-digit hex colours. */
export const brandColours = (hex: string): Readonly<Record<BrandToken, string>> => {
  const given = oklchOf(linearOf(hex))
  const tint = linearOfOklch({ ...given, lightness: 0.965, chroma: Math.min(given.chroma * 0.2, 0.02) })
  let brand = given
  while (brand.lightness > 0 && contrast(linearOfOklch(brand), tint) < contrastWanted)
    brand = { ...brand, lightness: brand.lightness - 0.01 }
  return {
    '--brand': hexOf(linearOfOklch(brand)),
    '--brand-strong': hexOf(linearOfOklch({ ...brand, lightness: Math.max(0, brand.lightness - 0.09) })),
    '--brand-tint': hexOf(tint),
    '--brand-line': hexOf(
      linearOfOklch({ ...given, lightness: 0.86, chroma: Math.min(given.chroma * 0.45, 0.05) }),
    ),
  }
}

/** The nearest colour that people get as it is: what to choose instead of one that would be darkened. */
export const readableColour = (hex: string): string => {
  const seen = brandColours(hex)['--brand']
  return seen === hex ? hex : readableColour(seen)
}
