import { createHash } from 'node:crypto'
import { logoSize, shownSize, type Size } from '@portico/engine/portal/logo-picture'
import type { Logo } from '@portico/engine/portal/look-schema'
import type { Portal } from '@portico/engine/portal/portal'
import type { Text } from '@portico/engine/portal/text'
import { remembered } from '@portico/engine/remembered'

/** The logo as pages show it: where its picture is, how much room it takes, and what it says, which is nothing beside the name. */
export type ShownLogo = Size & { readonly src: string; readonly alt: Text }

const nothing: Text = { en: '' }

type Drawn = { readonly file: string; readonly bytes: Buffer }

/** What it is served as is its own hash, so that what a browser keeps never is another picture. */
const drawnOf = remembered(({ picture }: Logo): Drawn => {
  const bytes = Buffer.from(picture, 'base64')
  return { file: `${createHash('sha256').update(bytes).digest('hex')}.png`, bytes }
})

export const shownLogo = ({ name, look: { logo } }: Portal): ShownLogo | null => {
  const size = logo && logoSize(logo.picture)
  if (!logo || !size) return null
  const alt = logo['beside-name'] ? nothing : (logo.label ?? name)
  return { src: `/logo/${drawnOf(logo).file}`, ...shownSize(size), alt }
}

/** The picture of a portal under that name; null when it has another or none. */
export const logoFile = ({ look: { logo } }: Portal, file: string): Buffer | null => {
  const drawn = logo && drawnOf(logo)
  return drawn?.file === file ? drawn.bytes : null
}
