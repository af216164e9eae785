import type { Language } from '@portico/engine/portal/text'
import { errorAt, type Problem } from '@portico/engine/portal/problem'
import type { Wording } from '@portico/engine/portal/portal'

const subjectMark = 'Subject: '

/** Where a wording's parts begin in its file, so that a place in a part is a place in the file. */
export const partBegins = {
  subject: { line: 1, column: subjectMark.length + 1 },
  body: { line: 3, column: 1 },
} as const

export const wordingFileOf = (wording: string, language: Language): string => `${wording}.${language}.hbs`

/** `Subject: …`, a blank line, then the message. */
export const readWording = (text: string): Wording | Problem => {
  const end = text.indexOf('\n')
  const first = end === -1 ? text : text.slice(0, end)
  if (!first.startsWith(subjectMark)) {
    return errorAt('wording-form', [], 'The first line must be "Subject: " and what the message is called.', {
      at: { line: 1, column: 1 },
    })
  }
  if (end === -1 || text[end + 1] !== '\n') {
    return errorAt('wording-form', [], 'After the subject comes an empty line, then the message.', {
      at: { line: 2, column: 1 },
    })
  }
  return { subject: first.slice(subjectMark.length), body: text.slice(end + 2) }
}

export const writeWording = (wording: Wording): string =>
  `${subjectMark}${wording.subject}\n\n${wording.body}`
