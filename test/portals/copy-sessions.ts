import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect } from 'vitest'
import { z } from 'zod'

/** What somebody with both databases in his hands could try. */
export async function copySessions(home: string): Promise<void> {
  const { DATABASE_URL } = z
    .object({ DATABASE_URL: z.string() })
    .parse(JSON.parse(readFileSync(join(home, 'connection.json'), 'utf8')))
  const [from, to] = ['portico_live', 'portico_live_oak-street-clinic'].map((name) => {
    const url = new URL(DATABASE_URL)
    url.pathname = `/${name}`
    return new Client({ connectionString: url.href })
  })
  if (!from || !to) throw new Error('There are two databases.')
  await Promise.all([from.connect(), to.connect()])
  try {
    const { rows } = await from.query<{ row: unknown }>('select to_jsonb(s) as row from portico.session s')
    expect(rows.length).toBeGreaterThan(0)
    await to.query(
      'insert into portico.session select r.* from unnest($1::jsonb[]) j, jsonb_populate_record(null::portico.session, j) r on conflict do nothing',
      [rows.map(({ row }) => JSON.stringify(row))],
    )
  } finally {
    await Promise.all([from.end(), to.end()])
  }
}
