import { types, type CustomTypesConfig } from 'pg'

/** Postgres types as the engine knows values: a date is its ISO text, a number a number, a moment ISO in UTC. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [types.builtins.DATE]: (text) => text,
  [types.builtins.NUMERIC]: Number,
  [types.builtins.TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
}

type Parser = (text: string) => unknown

/** The driver asks for every column of every answer anew. */
const known = new Map<string, Parser>()

export const valueTypes: CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    const key = `${oid} ${format ?? 'text'}`
    const held = known.get(key)
    if (held) return held
    // The driver declares what its own parsers give as any; to us it is unknown until it is parsed.
    const usual: unknown = types.getTypeParser(oid, format)
    const asUsual: Parser = (text) => {
      const value: unknown = typeof usual === 'function' ? Reflect.apply(usual, undefined, [text]) : text
      return value
    }
    const parser = (format === 'binary' ? undefined : parsers[oid]) ?? asUsual
    known.set(key, parser)
    return parser
  },
}
