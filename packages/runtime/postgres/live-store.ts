import type { Pool } from 'pg'
import { portalSchema, type Portal } from '@portico/engine/portal/portal'

/** A published version as a process holds it. */
export type Version = { readonly version: number; readonly hash: string; readonly portal: Portal }

export type LiveStore = {
  /** The live version, from memory: the database refuses a call made under an older one, which then asks anew. */
  readonly current: () => Promise<Version>
  readonly reload: () => Promise<Version>
  /** Loads the live version if this process holds another one, and says whether it did. */
  readonly catchUp: () => Promise<boolean>
  /** Any published version by number: a request's process is pinned to one. */
  readonly numbered: (version: number) => Promise<Version>
}

type Row = { readonly number: number; readonly hash: string; readonly body: string }

const versionOf = (row: Row | undefined): Version => {
  if (!row) throw new Error('no such version is published')
  return { version: row.number, hash: row.hash, portal: portalSchema.parse(JSON.parse(row.body)) }
}

export const openLiveStore = (pool: Pool): LiveStore => {
  let live: Promise<Version> | null = null
  const published = new Map<number, Version>()
  const reload = (): Promise<Version> => {
    const asked = pool
      .query<Row>(
        'select v.number, v.hash, v.body from portico.live l join portico.version v on v.number = l.version',
      )
      .then(({ rows }) => versionOf(rows[0]))
    live = asked
    asked.catch(() => {
      if (live === asked) live = null
    })
    return asked
  }
  const current = (): Promise<Version> => live ?? reload()
  return {
    current,
    reload,
    catchUp: async () => {
      const held = await current()
      const { rows } = await pool.query<{ hash: string }>('select hash from portico.live')
      if (rows[0]?.hash === held.hash) return false
      await reload()
      return true
    },
    numbered: async (number) => {
      const held = published.get(number)
      if (held) return held
      const { rows } = await pool.query<Row>(
        'select number, hash, body from portico.version where number = $1',
        [number],
      )
      const version = versionOf(rows[0])
      published.set(number, version)
      return version
    },
  }
}
