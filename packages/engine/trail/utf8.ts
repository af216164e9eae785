/** The UTF-8 bytes of a text; lone surrogates throw. Written out because the pure engine has no TextEncoder. */
export const utf8 = (text: string): Uint8Array => {
  const escaped = encodeURIComponent(text)
  const bytes: number[] = []
  for (let place = 0; place < escaped.length; place += 1) {
    if (escaped[place] !== '%') {
      bytes.push(escaped.charCodeAt(place))
      continue
    }
    bytes.push(Number.parseInt(escaped.slice(place + 1, place + 3), 16))
    place += 2
  }
  return Uint8Array.from(bytes)
}
