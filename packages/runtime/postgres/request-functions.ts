import { permissionsFor } from '@portico/engine/access/access'
import type { Portal } from '@portico/engine/portal/portal'
import { literal, quoted } from './identifier.ts'
import { signedInAudiences } from './rule.ts'
import { hasWorkflow, viewSchema } from './view.ts'

/**
 * What a request's functions ask of declared tables and views, as functions made anew with each publishing. Every table is
 * named in them, so that Postgres keeps their plans; put together when they are called they would be planned each time.
 */
const fn = (signature: string, kind: string, body: string): string =>
  // A field may be called what a parameter is called.
  `create or replace function portico.${signature} language plpgsql ${kind} security definer set search_path = pg_catalog, pg_temp as $fn$
#variable_conflict use_variable
${body} $fn$`

const forTable = (table: string, then: string): string =>
  `if table_id = ${literal(table)} then ${then} end if;`

/** Reads go by views that are named by their version. These functions bear it too, and refuse to serve another one. */
const ofLiveVersion = (hash: string): string =>
  `if (select l.hash from portico.live l) is distinct from ${literal(hash)} then raise exception using errcode = 'PT001', message = 'another version is live'; end if;`

/** Asked of the very view that reads serve from. */
const isVisible = (portal: Portal, hash: string): string => {
  const tables = Object.keys(portal.tables)
  const asked = [...signedInAudiences, 'system' as const].map((audience) => {
    const visible = tables.filter((table) =>
      audience === 'system'
        ? hasWorkflow(portal, table)
        : permissionsFor(portal, audience, 'read', table).length > 0,
    )
    const answers = visible.map((table) =>
      forTable(
        table,
        `return exists (select 1 from ${viewSchema(hash, audience)}.${quoted(table)} v where v.id = record);`,
      ),
    )
    return `if audience = ${literal(audience)} then ${answers.join(' ')} end if;`
  })
  return fn(
    'is_visible(table_id text, record uuid) returns boolean',
    'stable',
    `declare audience text := portico.actor() ->> 'audience'; begin ${ofLiveVersion(hash)} ${asked.join(' ')} return false; end`,
  )
}

const placeRequest = (tables: readonly string[], hash: string): string => {
  const updates = tables.map((table) =>
    forTable(
      table,
      `update data.${quoted(table)} t set "_state" = state, "_queue" = queue, "_assignee" = assignee, "_due" = due, "_version" = version where t.id = record and (not is_changed or t.xmin = pg_current_xact_id()::xid); if found then return; end if;`,
    ),
  )
  return fn(
    'place_request(table_id text, record uuid, state text, queue text, assignee uuid, due timestamptz, version int, is_changed boolean) returns void',
    'volatile',
    `begin ${ofLiveVersion(hash)} ${updates.join(' ')} raise exception using errcode = 'PT005', message = 'not changed'; end`,
  )
}

export const requestFunctions = (portal: Portal, hash: string): readonly string[] => {
  const tables = Object.keys(portal.tables)
  return [isVisible(portal, hash), placeRequest(tables, hash)]
}
