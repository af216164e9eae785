import { inLanguage, labelOf, type Language } from '@portico/engine/portal/text'
import type { Portal } from '../call/api.ts'

export const mayStart = (portal: Portal, workflow: string, roles: readonly string[]): boolean =>
  portal.workflows[workflow]?.start.by.some((role) => roles.includes(role)) ?? false

/** The workflows somebody with these roles can begin a request of. */
export const startable = (portal: Portal, roles: readonly string[]): readonly string[] =>
  Object.keys(portal.workflows).filter((workflow) => mayStart(portal, workflow, roles))

/** What asking for it is called: by its form, which speaks to whoever asks, else by the workflow. */
export const askLabel = (portal: Portal, workflow: string, language: Language): string => {
  const declared = portal.workflows[workflow]
  const label = portal.forms[declared?.start.form ?? '']?.label
  return label ? inLanguage(label, language) : labelOf(workflow, declared, language)
}

/** What entering it for somebody is called: what a form calls itself speaks to the one who asks. */
export const enterLabel = (portal: Portal, workflow: string, language: Language): string =>
  labelOf(workflow, portal.workflows[workflow], language)
