import { inLanguage, labelOf, type Language } from '@portico/engine/portal/text'
import type { Portal } from '../call/api.ts'

/** What asking for it is called: by its form, which speaks to whoever asks, else by the workflow. */
export const askLabel = (portal: Portal, workflow: string, language: Language): string => {
  const declared = portal.workflows[workflow]
  const label = portal.forms[declared?.start.form ?? '']?.label
  return label ? inLanguage(label, language) : labelOf(workflow, declared, language)
}
