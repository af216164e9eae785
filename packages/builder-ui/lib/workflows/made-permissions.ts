import type { Edit } from '@portico/engine/portal/edit'
import { mayEver } from '@portico/engine/portal/grants'
import type { Portal, Verb } from '@portico/engine/portal/portal'
import { ownerField } from '@portico/engine/portal/resolve'

type Answers = {
  readonly table: string
  readonly senders: readonly string[]
  readonly asked: readonly string[]
  readonly handlers: readonly string[]
  readonly written: readonly string[]
  readonly shared: readonly string[]
}

/** Just what is needed: who sends may fill in and read it, who handles may read it and write, the patient reads what is shared. */
export const madePermissions = (
  { table, senders, asked, handlers, written, shared }: Answers,
  portal: Portal,
  readers: readonly string[],
  why: string | null,
): readonly Edit[] => {
  const cells = (roles: readonly string[], verb: Verb, fields: readonly string[]): readonly Edit[] =>
    roles.flatMap((role) =>
      fields
        .filter((field) => !mayEver(portal, role, verb, table, field))
        .map((field): Edit => ({ kind: 'set-cell', role, table, field, verb, on: true })),
    )
  const owner = ownerField(portal.tables[table])
  const fields = [...(owner === null ? [] : [owner]), ...asked]
  const says = why === null ? [] : [why]
  return [
    ...cells(senders, 'create', fields),
    ...cells(senders, 'read', fields),
    ...cells(handlers, 'read', [...fields, ...written, ...says]),
    ...cells(handlers, 'update', [...written, ...says]),
    ...cells(readers, 'read', [...shared, ...says]),
  ]
}
