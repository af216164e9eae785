import { createHash } from 'node:crypto'

const plain = /^[a-z_][a-z0-9_.-]*$/
const lengthMax = 63

/** Postgres cuts names after 63 bytes, silently; a longer one gets a digest instead of its end. */
const fitted = (name: string): string =>
  name.length <= lengthMax
    ? name
    : `${name.slice(0, 46)}~${createHash('sha256').update(name).digest('hex').slice(0, 16)}`

/**
 * The only place where a name of a portal becomes an SQL identifier. Ids were checked when the portal was parsed;
 * anything else is a bug, and stops here rather than in a statement.
 */
export const quoted = (name: string): string => {
  if (!plain.test(name)) throw new Error('not a name of a portal')
  return `"${fitted(name)}"`
}

/** A value of a portal inside generated SQL, as a literal. `E''` keeps a backslash a backslash in every setting. */
export const literal = (value: string | number | boolean): string =>
  typeof value === 'string' ? `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` : String(value)
