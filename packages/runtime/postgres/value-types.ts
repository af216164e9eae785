import { types, type CustomTypesConfig } from 'pg'

/** Postgres types as the engine knows values: a date is its ISO text, a number a number, a moment ISO in UTC. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [types.builtins.DATE]: (text) => text,
  [types.builtins.NUMERIC]: Number,
  [types.builtins.TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
}

type Parser = (text: string) => unknown

const parserOf = (oid: number, format: 'text' | 'binary'): Parser => {
  const parser = format === 'binary' ? undefined : parsers[oid]
  if (parser) return parser
  // The driver declares what its own parsers give as any; to us it is unknown until it is parsed.
  const usual: unknown = types.getTypeParser(oid, format)
  return (text) => {
    const value: unknown = typeof usual === 'function' ? Reflect.apply(usual, undefined, [text]) : text
    return value
  }
}

/** The driver asks for every column of every answer anew. */
const known = { text: new Map<number, Parser>(), binary: new Map<number, Parser>() }

export const valueTypes: CustomTypesConfig = {
  getTypeParser: (oid, format = 'text') => {
    const held = known[format].get(oid)
    if (held) return held
    const parser = parserOf(oid, format)
    known[format].set(oid, parser)
    return parser
  },
}
