const prefix = '_once.'
const held = /^_once\.([a-z][a-z0-9_-]{0,39})[.~]/

/**
 * The name of the unique index behind a `once` reference. The field stands first, so that it can be read back even from
 * a name that Postgres's limit has cut; no id begins with an underscore, so no other index is called so.
 */
export const onceName = (table: string, field: string): string => `${prefix}${field}.${table}`

/** The field whose index a violation names, or null for any other constraint. */
export const onceFieldOf = (constraint: string): string | null => held.exec(constraint)?.[1] ?? null
