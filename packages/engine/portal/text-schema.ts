import { z } from 'zod'

const words = z.string().min(1).max(2000)

/** Words a practice wrote for people, per language. */
export const textSchema = z.strictObject({ en: words, es: words.optional() })
