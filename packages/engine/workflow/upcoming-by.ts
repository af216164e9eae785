import { isEncrypted } from '../field/stored.ts'
import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'

/** The first date and time of a table that its reader may read and the database can order by: when what it holds takes place. */
export const upcomingBy = (portal: Portal, table: string, readable: readonly string[]): string | undefined =>
  Object.entries(own(portal.tables, table)?.fields ?? {}).find(
    ([id, field]) => field.kind === 'date-time' && !isEncrypted(field) && readable.includes(id),
  )?.[0]
