const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const shape = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Standard base64 with padding (RFC 4648, section 4). */
export const toBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let place = 0; place < bytes.length; place += 3) {
    const [one = 0, two, three] = bytes.subarray(place, place + 3)
    const bits = (one << 16) | ((two ?? 0) << 8) | (three ?? 0)
    const letters = [18, 12, 6, 0].map((shift) => alphabet.charAt((bits >> shift) & 63)).join('')
    text += letters.slice(0, two === undefined ? 2 : three === undefined ? 3 : 4).padEnd(4, '=')
  }
  return text
}

/** The bytes of standard base64; null for anything `toBase64` would not have written, stray bits included. */
export const fromBase64 = (text: string): Uint8Array | null => {
  if (!shape.test(text)) return null
  const bytes: number[] = []
  for (let place = 0; place < text.length; place += 4) {
    const letters = text.slice(place, place + 4).replaceAll('=', '')
    const bits = [0, 1, 2, 3].reduce((sum, at) => (sum << 6) | alphabet.indexOf(letters[at] ?? 'A'), 0)
    bytes.push(...[(bits >> 16) & 255, (bits >> 8) & 255, bits & 255].slice(0, letters.length - 1))
  }
  const decoded = Uint8Array.from(bytes)
  return toBase64(decoded) === text ? decoded : null
}
