import type { Portal, Workflow } from '@portico/engine/portal/portal'
import type { Language } from '@portico/engine/portal/text'
import { holderInWords } from '../render/holder-words.ts'
import type { ShownRecord } from '../render/record.ts'
import { hasEnded, statusInWords } from '../render/status-words.ts'
import { momentInWords } from '../words/when.ts'
import { wordsIn } from '../words/words-in.ts'

type Telling = {
  readonly portal: Portal
  readonly workflow: Workflow | undefined
  readonly language: Language
}

/** What a patient reads after a step of hers: who has it now and by when she hears, or how it stands. */
export const cameOf = (
  { portal, workflow, language }: Telling,
  { request }: ShownRecord,
  time: string | null,
  isHerTurn: boolean,
): string => {
  if (!request) return ''
  const words = wordsIn(language)
  const stands = time !== null && request.due === null
  if (isHerTurn || stands || hasEnded(workflow, request.state))
    return words.request.stands(statusInWords(workflow, request.state, language))
  const sent = words.request.handed(holderInWords(portal, request, language))
  return request.due === null
    ? sent
    : `${sent} ${words.sent.by(momentInWords(request.due, portal.timezone, language))}`
}
