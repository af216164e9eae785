import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { idSchema } from '@portico/engine/portal/id-schema'
import { textSchema } from '@portico/engine/portal/text-schema'

/** A further portal of the practice, as somebody asked for it: which, what it is called, and what it begins from. */
const schema = z.strictObject({ portal: idSchema, name: textSchema, template: idSchema })
export type PlacedPortal = z.infer<typeof schema>

/** The file in a further portal's own home that says what it is. */
export const placedFile = 'portal.json'

export const readPlacedPortal = (home: string): PlacedPortal =>
  schema.parse(JSON.parse(readFileSync(join(home, placedFile), 'utf8')))

/** The ids of the portals that somebody asked for. */
export const placedPortals = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder).filter(
        (id) => idSchema.safeParse(id).success && existsSync(join(folder, id, placedFile)),
      )
    : []
