import { types, type CustomTypesConfig } from 'pg'

/** Postgres types as the engine knows values: a date is its ISO text, a number a number, a moment ISO in UTC. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [types.builtins.DATE]: (text) => text,
  [types.builtins.NUMERIC]: Number,
  [types.builtins.TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
}

export const valueTypes: CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format === 'binary' ? undefined : parsers[oid]) ?? types.getTypeParser(oid, format),
}
