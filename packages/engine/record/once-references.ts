import type { Portal } from '../portal/portal.ts'

/** The fields through which a record of this table can be taken once. */
export const onceReferences = (
  portal: Portal,
  to: string,
): readonly { readonly table: string; readonly field: string }[] =>
  Object.entries(portal.tables).flatMap(([table, { fields }]) =>
    Object.entries(fields).flatMap(([field, declared]) =>
      declared.once && declared.to === to ? [{ table, field }] : [],
    ),
  )
