import { readdirSync } from 'node:fs'

export const migrationsFolder = new URL('./migrations/', import.meta.url)

/** What this program brings, in the order in which it is applied. They are only ever added, so a newer one knows more. */
export const knownMigrations = (): readonly string[] =>
  readdirSync(migrationsFolder)
    .filter((name) => /^\d{3}-.*\.sql$/.test(name))
    .sort()
