import type { Pool } from 'pg'
import { portalSchema, type Portal } from '@portico/engine/portal/portal'
import { forgetPrepared } from './prepared.ts'

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
/** The body comes only with a version that this process does not hold. */
type LiveRow = Omit<Row, 'body'> & { readonly body: string | null; readonly isWhole: boolean }

const versionOf = ({ number, hash, body }: Row): Version => ({
  version: number,
  hash,
  portal: portalSchema.parse(JSON.parse(body)),
})

const found = <T>(row: T | undefined): T => {
  if (row === undefined) throw new Error('no such version is published')
  return row
}

export const openLiveStore = (pool: Pool): LiveStore => {
  let live: Promise<Version> | null = null
  let held: Version | null = null
  const published = new Map<number, Version>()

  const load = async (): Promise<Version> => {
    const { rows } = await pool.query<LiveRow>(
      `select v.number, v.hash, case when v.hash is distinct from $1 then v.body end as body,
         portico.is_of(v.hash) as "isWhole"
       from portico.live l join portico.version v on v.number = l.version`,
      [held?.hash ?? null],
    )
    const { body, isWhole, ...row } = found(rows[0])
    // Rules of two versions side by side decide what nobody has reviewed.
    if (!isWhole) throw new Error('what decides was not compiled from the live version')
    if (body !== null) {
      held = versionOf({ ...row, body })
      forgetPrepared()
    }
    if (held === null) throw new Error('the live version has no body')
    return held
  }

  const reload = (): Promise<Version> => {
    const asked = load()
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
      const before = await current()
      return (await reload()).hash !== before.hash
    },
    numbered: async (number) => {
      const known = published.get(number)
      if (known) return known
      const { rows } = await pool.query<Row>(
        'select number, hash, body from portico.version where number = $1',
        [number],
      )
      const version = versionOf(found(rows[0]))
      published.set(number, version)
      return version
    },
  }
}
