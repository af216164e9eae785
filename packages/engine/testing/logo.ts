import type { Logo } from '../portal/look-schema.ts'
import type { Random } from './random.ts'
import { perhaps, text } from './random-parts.ts'

/** Two pictures of three pixels each, as Portico would have drawn them. */
export const pictures = [
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAIAAACUgoPjAAAADUlEQVR42mOQz4+BIAANCQK/TO3UHAAAAABJRU5ErkJggg==',
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAIAAACUgoPjAAAADUlEQVR42mOokveGIAAN8wKtRSyDFAAAAABJRU5ErkJggg==',
] as const

export const logo = (random: Random): Logo => ({
  picture: random.pick(pictures),
  ...perhaps(random, 'label', () => text(random)),
  ...perhaps(random, 'beside-name', () => true as const),
})
