import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { logoMax, logoSize } from '@portico/engine/portal/logo-picture'

/** The picture of a portal's logo, beside its file. */
export const logoFileName = 'logo.png'

/** What is in it in base64, whatever it is; null when there is no such file. */
export const readLogo = async (dir: string): Promise<string | null> => {
  const found = await lstat(join(dir, logoFileName)).catch(() => null)
  if (!found?.isFile() || found.size > logoMax.bytes) return null
  return readFile(join(dir, logoFileName), 'base64')
}

/** Whether a picture lies there that an export wrote; somebody's own of that name is left alone. */
export const isLogoThere = async (dir: string): Promise<boolean> => {
  const picture = await readLogo(dir)
  return picture !== null && logoSize(picture) !== null
}
