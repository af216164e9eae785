import type { Language } from '@portico/engine/portal/text'
import { fileWords } from '../words/file.ts'
import type { ChosenFile } from './chosen-file.svelte.ts'

/** Why what was chosen is not there; null where nothing is wrong. */
export const problemOf = ({ problem, disguise }: ChosenFile, language: Language): string | null => {
  if (problem === null) return null
  const { disguised, problems } = fileWords[language]
  const isInside = problem === 'kind' || problem === 'broken'
  return isInside && disguise !== null ? disguised(disguise) : problems[problem]
}

/** How it stands with what arrived; null where nothing did. */
export const statusOf = ({ arrived, disguise }: ChosenFile, language: Language): string | null => {
  if (!arrived) return null
  const { keptAs, status } = fileWords[language]
  const as = disguise === null || arrived.status === 'preview' ? '' : ` ${keptAs(disguise, arrived.name)}`
  return status[arrived.status] + as
}
