import type { Portal } from '@portico/engine/portal/portal'
import { quoted } from './identifier.ts'

const prefix = '_once.'
const held = /^_once\.([a-z][a-z0-9_-]{0,39})[.~]/

/**
 * The name of the unique index behind a `once` reference. The field stands first, so that it can be read back even from
 * a name that Postgres's limit has cut; no id begins with an underscore, so no other index is called so.
 */
export const onceName = (table: string, field: string): string => `${prefix}${field}.${table}`

/** The field whose index a violation names, or null for any other constraint. */
export const onceFieldOf = (constraint: string): string | null => held.exec(constraint)?.[1] ?? null

/**
 * The indexes that let one record at a time lead where a `once` reference leads. They are felt by whoever books, so they
 * come and go with the version that says so, in its transaction.
 */
export const onceIndexes = (portal: Portal): readonly string[] =>
  Object.entries(portal.tables).flatMap(([table, { fields }]) =>
    Object.entries(fields).flatMap(([id, field]) => {
      if (field.kind !== 'reference') return []
      const name = quoted(onceName(table, id))
      return field.once
        ? [
            `create unique index if not exists ${name} on data.${quoted(table)} (${quoted(id)}) where "_deleted" is null`,
          ]
        : [`drop index if exists data.${name}`]
    }),
  )
