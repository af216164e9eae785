import { z } from 'zod'

/** What everything declared is known by: given once, and never changed. */
export const idSchema = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/)
