import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { placedFile, placedPortals, readPlacedPortal, type PlacedPortal } from '../placed-portal.ts'
import { readTemplates, type Template } from './template.ts'

const urlsSchema = z.object({ urls: z.object({ portal: z.url(), builder: z.url() }) })
export type PortalUrls = z.infer<typeof urlsSchema>['urls']

export type PortalPlaces = {
  /** False where nobody would start the processes of a further portal. */
  readonly canStart: boolean
  readonly templates: () => Promise<readonly Template[]>
  /** Every further portal; without addresses as long as it is not up. */
  readonly list: () => Promise<readonly (PlacedPortal & { readonly urls: PortalUrls | null })[]>
  /** Writes down that this portal is wanted; false when one of this id is there already. */
  readonly place: (wanted: PlacedPortal) => boolean
}

const urlsOf = async (home: string): Promise<PortalUrls | null> => {
  const text = await readFile(join(home, 'dev.json'), 'utf8').catch(() => null)
  return text === null ? null : (urlsSchema.safeParse(JSON.parse(text)).data?.urls ?? null)
}

const makeHome = (home: string): boolean => {
  try {
    mkdirSync(home, { mode: 0o711 })
    return true
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'EEXIST') return false
    throw fault
  }
}

/** What lies beside the program does not change while it runs, and screens ask for it again and again. */
const readOnce = (): PortalPlaces['templates'] => {
  let read: Promise<readonly Template[]> | null = null
  return () => (read ??= readTemplates())
}

export const openPortalPlaces = (folder: string | null): PortalPlaces => ({
  canStart: folder !== null,
  templates: readOnce(),
  list: async () =>
    folder === null
      ? []
      : Promise.all(
          placedPortals(folder).map(async (id) => ({
            ...readPlacedPortal(join(folder, id)),
            urls: await urlsOf(join(folder, id)),
          })),
        ),
  place: (wanted) => {
    if (folder === null) return false
    mkdirSync(folder, { recursive: true, mode: 0o711 })
    const home = join(folder, wanted.portal)
    if (!makeHome(home)) return false
    // Whoever watches the folder must never read half of it.
    const aside = join(home, `${placedFile}.new`)
    writeFileSync(aside, JSON.stringify(wanted, null, 2), { mode: 0o600 })
    renameSync(aside, join(home, placedFile))
    return true
  },
})
