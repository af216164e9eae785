import type { QueryConfig } from 'pg'

/**
 * Statements that Postgres parses and plans once a connection, known by a name that their text alone decides. What a
 * plan may show hangs on the login, which a connection keeps, and on views and policies, whose change makes Postgres
 * plan anew; who acts is asked whenever it runs.
 *
 * A connection keeps what it prepared, and some statements are put together from what was asked: so only so many get a
 * name, and what comes after them is planned each time.
 */
const namesMax = 200

const names = new Map<string, string>()
let given = 0

const nameOf = (text: string): string | undefined => {
  const held = names.get(text)
  if (held !== undefined || names.size >= namesMax) return held
  const name = `portico_${given++}`
  names.set(text, name)
  return name
}

export const prepared = (text: string, values: readonly unknown[]): QueryConfig => {
  const name = nameOf(text)
  return { text, values: [...values], ...(name === undefined ? {} : { name }) }
}

/** Another version is live: its views are named anew, and nobody asks for those before it any more. */
export const forgetPrepared = (): void => {
  names.clear()
}
