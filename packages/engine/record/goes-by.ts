import { nameField } from '../portal/name-field.ts'
import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'

/** What a line of a list goes by: its name, else when it takes place. */
export const goesBy = (portal: Portal, table: string): string | undefined =>
  nameField(portal, table) ??
  Object.entries(own(portal.tables, table)?.fields ?? {}).find(
    ([, { kind }]) => kind === 'date-time' || kind === 'date',
  )?.[0]
