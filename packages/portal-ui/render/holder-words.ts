import { inLanguage, type Language } from '@portico/engine/portal/text'
import type { Portal } from '@portico/engine/portal/portal'
import type { ShownRequest } from './record.ts'

/** Who has a request next, as a patient reads it: the queue it waits in, else the practice. */
export const holderInWords = (portal: Portal, request: ShownRequest, language: Language): string => {
  const queue = request.queue === null ? undefined : portal.queues[request.queue]
  return inLanguage(queue?.label ?? portal.name, language)
}
