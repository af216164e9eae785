import { types, type CustomTypesConfig } from 'pg'

/** Postgres types as the engine knows values: a date is its ISO text, a number a number, a moment ISO in UTC. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [types.builtins.DATE]: (text) => text,
  [types.builtins.NUMERIC]: Number,
  [types.builtins.TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
}

export const valueTypes: CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    const parser = format === 'binary' ? undefined : parsers[oid]
    if (parser) return parser
    // The driver's own parsers are declared as any: what they return is unknown to us until it is parsed.
    return (text: string): unknown => Reflect.apply(types.getTypeParser(oid, format), undefined, [text])
  },
}
