import { portalSchema, type Portal } from '@portico/engine/portal/portal'
import type { Transaction } from './transaction.ts'

/** The versions that open requests are pinned to: what their guards ask is still asked. */
export const openPortals = async (transaction: Transaction): Promise<readonly Portal[]> => {
  const { rows } = await transaction.query<{ body: string }>(
    'select body from portico.version where number in (select pinned from portico.request where ended_at is null)',
  )
  return rows.map(({ body }) => portalSchema.parse(JSON.parse(body)))
}
