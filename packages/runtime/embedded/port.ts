import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart } from './cannot-start.ts'

const loopback = '127.0.0.1'
const lowest = 12_000
const highest = 32_000
const triesMax = 100

/**
 * A port nobody listens on, below those that systems hand to outgoing connections (RFC 6335: 49152 and up; Linux: 32768
 * and up): a port from there may be somebody's by the time a server has started.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < triesMax; tries++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest))
    if (await portIsFree(port)) return port
  }
  throw new CannotStart('No free port could be found on this machine.')
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

/** Only the loopback address is asked: that is where everything started here listens. */
export function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: loopback, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
