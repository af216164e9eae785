import { refused, type Inspected } from './inspection.ts'

const strict = new TextDecoder('utf-8', { fatal: true })
const control = /[\0-\x08\x0b\x0e-\x1f\x7f]/
/** Markup a careless program would run, wherever in the text it stands. */
const markup = /<\s*(?:script|svg|html|iframe|object|embed|!doctype|\?xml|\?php|x:)|javascript\s*:/i

const decoded = (bytes: Buffer): string | null => {
  try {
    return strict.decode(bytes)
  } catch {
    return null
  }
}

export const inspectText = (bytes: Buffer): Inspected => {
  const text = decoded(bytes)
  if (text === null || control.test(text)) return refused('kind')
  return markup.test(text) ? refused('active') : { ok: true, type: 'text', bytes }
}
