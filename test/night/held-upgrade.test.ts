import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { Practice } from '../practice.ts'

const main = new URL('../../packages/runtime/main.ts', import.meta.url).pathname

/** What a start that ends by itself says, and its code. */
const startedInVain = async (
  practice: Practice,
): Promise<{ readonly code: number | null; readonly said: string }> => {
  const child = spawn(process.execPath, [main, 'serve'], { env: practice.environment })
  const [said] = await Promise.all([text(child.stderr), once(child, 'exit')])
  return { code: child.exitCode, said }
}

test('where somebody holds a table, an upgrade does not start, and says what to do; then it does', async () => {
  await using practice = await Practice.open({ works: false })
  await practice.stopServing()
  await practice.superuser(async (client) => {
    await client.query(`update portico.setting set value = '1 of-an-older-program' where name = 'rules'`)
    await client.query('begin; select from data.patient limit 1')
    const { code, said } = await startedInVain(practice)
    expect(said).toContain('somebody held a table')
    expect(said).toContain('then start again')
    expect(code).toBe(2)
    await client.query('commit')
  })
  await practice.startServing()
  const ada = await practice.as('ada@example.com')
  expect(await ada.api.session.whoAmI.query()).toMatchObject({ signedIn: true })
}, 120_000)
