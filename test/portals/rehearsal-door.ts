import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { z } from 'zod'

const stateFile = z.object({ up: z.object({ control: z.string(), secret: z.string() }) })

/** The door for the builder's own process opens to nobody without the secret, and to no page that knows it. */
export async function doorIsShut(file: string, page: string): Promise<void> {
  const { control, secret } = stateFile.parse(JSON.parse(readFileSync(file, 'utf8'))).up
  const known = { authorization: `Bearer ${secret}` }
  const asked = async (headers: Readonly<Record<string, string>>): Promise<number> => {
    const all = { 'content-type': 'application/json', ...headers }
    return (await fetch(`${control}/look`, { method: 'POST', headers: all, body: '{}' })).status
  }
  for (const headers of [{}, { authorization: 'Bearer nothing' }, { ...known, origin: page }])
    expect(await asked(headers)).toBe(403)
  expect(await asked(known)).toBe(200)
}
