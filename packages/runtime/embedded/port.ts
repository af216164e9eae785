import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart } from './cannot-start.ts'

const loopback = '127.0.0.1'

/** Only the loopback address is asked: that is where everything started here listens. */
export async function portIsFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined
}

export async function freePort(): Promise<number> {
  const port = await listenOnce(0)
  if (port === undefined) throw new CannotStart('No free port could be found on this machine.')
  return port
}

/** The port this file remembers while nobody else has it, so that addresses stay the same between starts. */
export async function keptPort(file: string): Promise<number> {
  const kept = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  // A server that was just killed may hold its port a moment longer.
  for (let tries = 0; kept > 0 && tries < 20; tries++) {
    if (await portIsFree(kept)) return kept
    await sleep(100)
  }
  const port = await freePort()
  writeFileSync(file, String(port), { mode: 0o600 })
  return port
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: loopback, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
}
