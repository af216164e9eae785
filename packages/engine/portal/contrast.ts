/** How well a colour of six hex digits reads on white, as WCAG measures it: text needs 4.5. */
export const contrastOnWhite = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

const hexOf = (channels: readonly number[]): string =>
  `#${channels.map((channel) => Math.floor(channel).toString(16).padStart(2, '0')).join('')}`

/** The same colour, darkened step by step until text in it can be read on white. */
export const readable = (hex: string): string => {
  const channels = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16))
  for (let share = 1; share > 0; share -= 0.01) {
    const darker = hexOf(channels.map((channel) => channel * share))
    if (contrastOnWhite(darker) >= 4.5) return darker
  }
  return '#000000'
}
