import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'
import { isByAudience } from './role.ts'

/**
 * The fields of a request that its patient, or who acts for her, may have answered: by the form she begins it with, or in
 * a step of hers. All others are what the practice tells her.
 */
export const toldByPatient = (portal: Portal, table: string): ReadonlySet<string> => {
  const isHers = (by: readonly string[]): boolean => isByAudience(by, 'patient', portal)
  return new Set(
    Object.values(portal.workflows)
      .filter((workflow) => workflow.table === table)
      .flatMap(({ start, transitions }) => [
        ...(isHers(start.by) ? (own(portal.forms, start.form)?.questions ?? []).map(({ ask }) => ask) : []),
        ...Object.values(transitions).flatMap(({ by, asks = [] }) => (isHers(by) ? asks : [])),
      ]),
  )
}
