import { parsed, unparsed, type Kind } from './kind.ts'

/**
 * A name somebody typed under a statement, and what she drew, if she did. The statement is kept with it, word for word:
 * a practice may change it later, and what was signed stays what was signed.
 */
export type Signature = { readonly name: string; readonly drawn: string; readonly statement: string }

const nameMax = 100
const drawnMax = 5000
/** Strokes with `;` between them, points with spaces, each `x,y` on a sheet of 600 by 200. */
const strokes = /^(?:\d{1,3},\d{1,3}(?:[ ;]\d{1,3},\d{1,3})*)?$/
export const sheet = { width: 600, height: 200 } as const

const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, ' ')

/** The name first, then what was drawn, then the statement: a line each. */
export const signatureText = ({ name, drawn, statement }: Signature): string =>
  name.trim() === '' ? '' : [name.replaceAll(/[\r\n]/g, ' '), drawn, oneLine(statement)].join('\n')

export const signatureIn = (value: string): Signature => {
  const [name = '', drawn = '', ...statement] = value.split('\n')
  return { name, drawn, statement: oneLine(statement.join(' ')) }
}

const isSigned = ({ name, drawn }: Signature): boolean =>
  name !== '' && name.length <= nameMax && drawn.length <= drawnMax && strokes.test(drawn)

/** Only what the field asks to be signed can be signed, in one of its languages. */
export const signature = {
  parse: (typed, { statement }) => {
    const given = signatureIn(typed)
    const signed = { ...given, name: oneLine(given.name) }
    const asked = Object.values(statement ?? {}).flatMap((text) =>
      text === undefined ? [] : [oneLine(text)],
    )
    return isSigned(signed) && asked.includes(signed.statement)
      ? parsed(signatureText(signed))
      : unparsed('not-signed')
  },
  column: 'text',
} satisfies Kind

/** What was drawn as the path of a picture; empty when nothing was. */
export const drawnPath = (drawn: string): string =>
  strokes.test(drawn) && drawn !== ''
    ? drawn
        .split(';')
        // A point alone is a dot: a line of no length with a round end.
        .map((stroke) => `M${stroke.split(' ').join('L')}${stroke.includes(' ') ? '' : 'h0'}`)
        .join('')
    : ''
