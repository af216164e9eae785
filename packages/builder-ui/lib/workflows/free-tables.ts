import type { Portal } from '@portico/engine/portal/portal'
import { tableLabel, workflowLabel } from '#lib/draft/label.ts'
import { words } from '#lib/words.ts'

/** Why a table can have no workflow of its own, or none more; null when it can. */
const whyNot = (portal: Portal, table: string): string | null => {
  if (portal.tables[table]?.people) return words.workflows.wizard.holdsPeople
  const has = Object.keys(portal.workflows).find((id) => portal.workflows[id]?.table === table)
  return has === undefined ? null : words.workflows.wizard.hasOne(workflowLabel(portal, has))
}

/** The tables that can have a workflow and have none: people are no requests. */
export const freeTables = (portal: Portal): readonly string[] =>
  Object.keys(portal.tables).filter((table) => whyNot(portal, table) === null)

type Choice = { readonly value: string; readonly label: string; readonly isOff: boolean }

/** Every table, those that can be chosen first; the others say why not. */
export const tableChoices = (portal: Portal): readonly Choice[] =>
  Object.keys(portal.tables)
    .map((value): Choice => {
      const [label, no] = [tableLabel(portal, value), whyNot(portal, value)]
      return {
        value,
        label: no === null ? label : words.workflows.wizard.cannot(label, no),
        isOff: no !== null,
      }
    })
    .toSorted((one, other) => Number(one.isOff) - Number(other.isOff))
