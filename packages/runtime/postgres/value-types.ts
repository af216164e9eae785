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
    // The driver declares what its own parsers give as any; to us it is unknown until it is parsed.
    const usual: unknown = types.getTypeParser(oid, format)
    return (text: string): unknown => {
      const value: unknown = typeof usual === 'function' ? Reflect.apply(usual, undefined, [text]) : text
      return value
    }
  },
}
