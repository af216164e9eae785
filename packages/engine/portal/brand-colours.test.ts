import { expect, test } from 'vitest'
import { brandColours, readableColour } from './brand-colours.ts'

const luminance = (hex: string) => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const ratio = (dark: string, light: string) => (luminance(light) + 0.05) / (luminance(dark) + 0.05)

test.each(['#1f6f5c', '#00c8ff', '#ffd400', '#ffffff', '#000000', '#ff0000', '#7f7f7f'])(
  'text in a colour made from %s can be read on white and on its tint',
  (hex) => {
    const colours = brandColours(hex)
    expect(ratio(colours['--brand'], '#ffffff')).toBeGreaterThanOrEqual(4.5)
    expect(ratio(colours['--brand'], colours['--brand-tint'])).toBeGreaterThanOrEqual(4.45)
  },
)

test('what is to be chosen instead of an unreadable colour is shown as it is', () => {
  for (let colour = 0; colour < 0x1000000; colour += 104_729) {
    const readable = readableColour(`#${colour.toString(16).padStart(6, '0')}`)
    expect(brandColours(readable)['--brand']).toBe(readable)
  }
})

test('a colour that can be read already is kept', () => {
  expect(brandColours('#1f6f5c')['--brand']).toBe('#1f6f5c')
})
