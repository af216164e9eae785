import { z } from 'zod'
import type { DeepReadonly } from '../brand.ts'
import { logoSize } from './logo-picture.ts'
import { textSchema } from './text-schema.ts'

/** What stands above every page beside or instead of the practice's name. */
export const logoSchema = z.strictObject({
  /** A small PNG in base64, of which nothing but its pixels is left, see `logo-picture.ts`. */
  picture: z.string().refine((picture) => logoSize(picture) !== null),
  /** What it says to somebody who does not see it; the practice's name unless it says. */
  label: textSchema.optional(),
  /** The name is written beside it; without this the picture says it. */
  'beside-name': z.literal(true).optional(),
})
export type Logo = DeepReadonly<z.infer<typeof logoSchema>>

/** How the portal looks. A colour nobody could read is darkened where it is shown, see `brandColours`. */
export const lookSchema = z.strictObject({
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  logo: logoSchema.optional(),
})
