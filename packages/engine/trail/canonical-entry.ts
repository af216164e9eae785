import canonicalize from 'canonicalize'
import type { Entry } from './entry.ts'
import { utf8 } from './utf8.ts'

/** The bytes an entry is sealed as: canonical JSON (RFC 8785), so that no order of keys can change a hash. */
export const canonicalEntry = (entry: Entry): Uint8Array => {
  const text = canonicalize(entry)
  if (text === undefined) throw new Error('An entry has no canonical form.')
  return utf8(text)
}
