import { whyNoConversion } from '../field/convert.ts'
import { fieldName, tableName } from './name.ts'
import { own } from './own.ts'
import type { Field, Portal } from './portal.ts'
import { errorAt, type Problem } from './problem.ts'

/** Whether what fills a field is in the end filled by it. */
const isCircle = (fields: Readonly<Record<string, Field>>, id: string): boolean => {
  const seen = new Set([id])
  for (let at = own(fields, id)?.['filled-from']; at !== undefined; at = own(fields, at)?.['filled-from']) {
    if (seen.has(at)) return true
    seen.add(at)
  }
  return false
}

const whyNot = (portal: Portal, table: string, id: string, to: Field, source: string): string | null => {
  const fields = own(portal.tables, table)?.fields ?? {}
  const from = own(fields, source)
  if (!from) return `${tableName(portal, table)} has no field "${source}".`
  return isCircle(fields, id) ? 'It would be filled from itself.' : whyNoConversion(from, to)
}

/** A field can take over the values of another only where they can become values of its kind, as private as they are. */
export const checkFills = (portal: Portal): readonly Problem[] =>
  Object.entries(portal.tables).flatMap(([table, { fields }]) =>
    Object.entries(fields).flatMap(([id, to]): readonly Problem[] => {
      const source = to['filled-from']
      const why = source === undefined ? null : whyNot(portal, table, id, to, source)
      if (why === null) return []
      const name = fieldName(portal, table, id)
      const path = ['tables', table, 'fields', id, 'filled-from']
      return [
        errorAt('filled-from', path, `${name} cannot take over the values it is to be filled with. ${why}`),
      ]
    }),
  )
