import type { Field, Portal } from '../portal/portal.ts'
import { own } from '../portal/own.ts'
import { isWorkflowTable } from '../portal/workflow-table.ts'

/** What a page takes as typed text: a file is sent, a signature is drawn by whoever signs, and the computed computes itself. */
const isTyped = ({ kind }: Field): boolean => !['attachment', 'computed', 'signature'].includes(kind)

/**
 * Whether the practice keeps a table by itself, record by record: its places, its staff, its patients. What belongs to one
 * patient is written where she is, and what goes through a workflow by its steps.
 */
export const isKept = (portal: Portal, table: string): boolean => {
  const declared = own(portal.tables, table)
  return declared !== undefined && declared.patient === undefined && !isWorkflowTable(portal, table)
}

export const keptTables = (portal: Portal): readonly string[] =>
  Object.keys(portal.tables).filter((table) => isKept(portal, table))

/** The fields of a kept table that can be typed. */
export const typedFields = (portal: Portal, table: string): readonly string[] =>
  Object.entries(own(portal.tables, table)?.fields ?? {}).flatMap(([id, field]) =>
    isTyped(field) ? [id] : [],
  )
