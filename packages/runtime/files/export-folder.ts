import type { Portal } from '@portico/engine/portal/portal'
import { languages } from '@portico/engine/portal/text'
import { stringify } from 'yaml'
import { logoFileName } from './logo-file.ts'
import { rehearsalFileOf } from './rehearsal-file.ts'
import { wordingFileOf, writeWording } from './wording-file.ts'

const yamlOf = (value: unknown): string =>
  stringify(value, { schema: 'core', lineWidth: 0, aliasDuplicateObjects: false })

/**
 * A portal as the files of its folder, by name. Reading them back gives the same portal, and exporting that
 * gives the same bytes. Comments are not part of a portal, so an export has none.
 */
export const exportFolder = (portal: Portal): ReadonlyMap<string, string | Uint8Array> => {
  const files = new Map<string, string | Uint8Array>()
  const notices = Object.fromEntries(
    Object.entries(portal.notices).map(([id, notice]) => {
      const name = `notices/${id}`
      for (const language of languages) {
        const wording = notice.wording[language]
        if (wording) files.set(wordingFileOf(name, language), writeWording(wording))
      }
      return [id, { ...notice, wording: name }]
    }),
  )
  const { rehearsals = {}, ...rest } = portal
  const { logo } = portal.look
  if (logo) files.set(logoFileName, Buffer.from(logo.picture, 'base64'))
  const look = { ...portal.look, ...(logo && { logo: { ...logo, picture: logoFileName } }) }
  for (const [id, rehearsal] of Object.entries(rehearsals)) files.set(rehearsalFileOf(id), yamlOf(rehearsal))
  return new Map([['portal.yaml', yamlOf({ ...rest, look, notices })], ...files])
}
