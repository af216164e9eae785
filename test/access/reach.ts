import { expect } from 'vitest'
import { spec } from '@portico/engine/access/spec'
import { grantsOf } from '@portico/engine/portal/reach-sentence'
import { recordFactsIn } from '@portico/engine/testing/random-world'
import { knownColumns } from '../../packages/runtime/postgres/joined-record.ts'
import { countReach } from '../../packages/runtime/postgres/reach-store.ts'
import type { Ground } from './random-practice.ts'
import type { Scene } from './scene.ts'

/** How many records of a table the oracle lets the actor read a field of, by one role alone. */
const readable = ({ portal, world, actor, today }: Scene, role: string, table: string, field: string) =>
  world.filter((record) => {
    const facts = recordFactsIn(portal, world, record)
    return (
      record.table === table &&
      record.deleted !== true &&
      spec(portal, { ...actor, roles: [role] }, 'read', table, facts, today).fields.has(field)
    )
  }).length

/**
 * What a review counts as gained by each cell, for the one person there is: as many records as the oracle grants. The
 * other way round it is as much lost, and what a cell has before and after alike is neither.
 */
export const checkReach = (ground: Ground, scene: Scene): Promise<number> =>
  ground.aside(scene.actor, 'select 1', async () => {
    const transaction = ground.client
    await transaction.query('set local session authorization portico_publisher')
    const known = await knownColumns(transaction)
    const { portal, actor, world } = scene
    let records = 0
    for (const role of actor.roles)
      for (const table of Object.keys(portal.tables))
        for (const field of Object.keys(portal.tables[table]?.fields ?? {})) {
          const grants = grantsOf(portal, { role, table, verb: 'read', fields: [field] })
          if (grants.length === 0) continue
          const [some, none] = [
            { portal, grants },
            { portal, grants: [] },
          ]
          const count = (before: typeof some, after: typeof some) =>
            countReach(transaction, { role, table, before, after }, known, 60_000)
          const expected = readable(scene, role, table, field)
          const said = JSON.stringify({ role, table, field, grants, actor })
          expect(await count(none, some), said).toEqual({ gained: expected, lost: 0, isAtMost: false })
          expect(await count(some, none), said).toEqual({ gained: 0, lost: expected, isAtMost: false })
          records += expected
        }
    // Without time left to count, all records are the bound.
    const [table = ''] = Object.keys(portal.tables)
    const all = world.filter((record) => record.table === table && record.deleted !== true).length
    const reach = { role: '', table, before: { portal, grants: [] }, after: { portal, grants: [] } }
    const bound = { gained: all, lost: all, isAtMost: true }
    expect(await countReach(transaction, reach, known, 0)).toEqual(bound)
    return records
  })
