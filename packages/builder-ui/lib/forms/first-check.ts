import type { AnswerCheck, Form, Portal } from '@portico/engine/portal/portal'
import { words } from '#lib/words.ts'

const isDay = (portal: Portal, form: Form, ask: string): boolean =>
  ['date', 'date-time'].includes(portal.tables[form.table]?.fields[ask]?.kind ?? '')

/** What a new check says before it is made one's own: of two days that they follow one another, else that one is answered. */
export const firstCheck = (portal: Portal, form: Form): AnswerCheck => {
  const asked = form.questions.map(({ ask }) => ask)
  const [begins, ends] = asked.filter((ask) => isDay(portal, form, ask))
  const say = words.forms.checks.first
  if (begins !== undefined && ends !== undefined)
    return { 'only-when': { [ends]: { '>=': `answer.${begins}` } }, at: ends, say }
  const at = asked[0] ?? ''
  return { 'only-when': { [at]: { 'is-blank': false } }, at, say }
}
