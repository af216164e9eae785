import { DatabaseError } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attack, Knowledge } from './attacks/attack.ts'
import { attacks } from './attacks/attacks.ts'
import { ada, ben, Maple } from './maple.ts'

let maple: Maple
let known: Knowledge
/** What of Ben's lies in the database, as Postgres would print it. */
let treasure: readonly string[] = []

beforeAll(async () => {
  maple = await Maple.open()
  const { rows } = await maple.environment.superuser.query<{ deadline: string; taken: string; name: string }>(
    `select d.id as deadline, encode(r.medication, 'hex') as taken, encode(p.name, 'hex') as name
     from data.refill r join portico.deadline d on d.request = r.id join data.patient p on p.id = r.patient
     where r.id = $1 limit 1`,
    [maple.bens],
  )
  treasure = rows.flatMap(({ taken, name }) => [taken, name])
  known = {
    hash: maple.hash,
    adas: maple.adas,
    bens: maple.bens,
    ada,
    ben,
    deadline: rows[0]?.deadline ?? '',
    view: (audience) => maple.view(audience),
    sessionOf: (email) => `'\\x${maple.sessionOf(email).toString('hex')}'::bytea`,
  }
}, 120_000)
afterAll(async () => {
  await maple[Symbol.asyncDispose]()
})

const isSomething = (row: Readonly<Record<string, unknown>>): boolean =>
  Object.values(row).some((value) => value !== null)

type End = { readonly end: string; readonly said: string }

/** How it ends: in Postgres's code, with nothing, or with something in the attacker's hands. */
const endOf = ({ login, as, sql }: Attack): Promise<End> =>
  maple.environment.undone(login, async (client) => {
    try {
      if (as !== undefined)
        await client.query('select portico.begin_actor($1, $2)', [maple.sessionOf(as), known.hash])
      let last: End = { end: 'nothing', said: '' }
      for (const statement of sql(known)) {
        const { rows, rowCount } = await client.query<Record<string, unknown>>(statement)
        const reached = rows.length > 0 ? rows.some(isSomething) : rowCount !== null && rowCount > 0
        last = { end: reached ? 'something' : 'nothing', said: JSON.stringify(rows) }
      }
      return last
    } catch (fault) {
      if (!(fault instanceof DatabaseError)) throw fault
      const { code, message, detail, hint, where } = fault
      return { end: code ?? '', said: JSON.stringify([message, detail, hint, where]) }
    }
  })

describe(`R8 R53 one of ${attacks.length} attacks, each with a stolen login:`, () => {
  test.each(attacks)('$login: $name', async (attack) => {
    const { end, said } = await endOf(attack)
    expect(end, said).toBe(attack.ends)
    for (const value of treasure) expect(said).not.toContain(value)
  })
})
