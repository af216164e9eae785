import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { setInterval } from 'node:timers'
import type { FastifyInstance } from 'fastify'
import { walkPeople } from '@portico/engine/rehearsal/walk-people'
import type { Adapters } from './commands/adapters.ts'
import { fillRoles } from './commands/fill-roles.ts'
import { hasVersion, openInvented } from './commands/open-practice.ts'
import { carryDraft } from './commands/rehearsal-carry.ts'
import { rehearsalLook } from './commands/rehearsal-look.ts'
import { openRehearsalTickets } from './commands/rehearsal-tickets.ts'
import { rehearsalWalked } from './commands/rehearsal-walked.ts'
import { CannotRun, inHome, type Config } from './config.ts'
import { readFolder } from './files/portal-folder.ts'
import { openRehearsalDoor, type RehearsalDoor } from './http/rehearsal-door.ts'
import { openServer } from './http/server.ts'
import { openRuntime, prepare, renew, type Runtime } from './open.ts'
import { freshRehearsal } from './postgres/environment.ts'
import { rehearsalAhead, rehearsalJump, rehearsalPeople } from './postgres/rehearsal-store.ts'
import { readiness } from './ready.ts'
import { listen, sealing } from './serve.ts'
import { readWanted, setAside, writeState, type RehearsalState, type Wanted } from './wanted-rehearsal.ts'

const unusedMs = 30 * 60_000
const lookEveryMs = 30_000
const secretBytes = 32

/** The draft with its people. One that goes on may have broken off after a draft was carried, before its people were there. */
const openDraft = async ({ adapters, keys }: Runtime, { portal, template }: Wanted): Promise<void> => {
  const pool = adapters.database.pool('portico_publisher')
  if (await hasVersion(pool))
    // Whoever is there can be walked as in any case.
    return fillRoles(adapters, keys).catch((fault: unknown) =>
      adapters.log.fault('A role of a rehearsal got nobody.', fault),
    )
  const folder = new URL(`../../templates/${template}/`, import.meta.url)
  const { portal: from, people } = await readFolder(folder.pathname)
  const invented = walkPeople(portal, from && people && { portal: from, people }, new Date().toISOString())
  await openInvented({ pool, adapters, keys }, { portal, people: invented }, 'For a rehearsal')
}

const doorOf = (adapters: Adapters, { keys }: Runtime): RehearsalDoor => {
  const pool = adapters.database.pool('portico_publisher')
  return {
    look: () => rehearsalLook(adapters),
    carry: ({ portal }) => carryDraft(adapters, keys, portal),
    ticket: async ({ account }) => {
      const holder = (await rehearsalPeople(pool)).find((person) => person.account === account)
      return { ticket: holder ? (adapters.rehearsalTickets?.give(holder) ?? null) : null }
    },
    jump: async ({ to }) => ({ now: await rehearsalJump(pool, to) }),
    walked: ({ request }) => rehearsalWalked(adapters, request),
  }
}

/** Nobody looks at it and nobody walks in it: it is set aside, and whoever runs the processes ends them. */
const endingUnused = (config: Config, servers: readonly FastifyInstance[]): (() => void) => {
  let usedAt = performance.now()
  for (const { server } of servers) server.on('request', () => (usedAt = performance.now()))
  const looking = setInterval(() => {
    if (performance.now() - usedAt > unusedMs) setAside(config.home)
  }, lookEveryMs)
  return () => clearInterval(looking)
}

const opened = async (
  config: Config,
  wanted: Wanted,
  tell: (step: RehearsalState['step'], up?: RehearsalState['up']) => void,
): Promise<{ readonly close: () => Promise<void> }> => {
  tell('database')
  // What is signed and sealed of a run before means nothing in a new database.
  if (await freshRehearsal(config.databaseUrl, config, wanted.run))
    for (const name of ['checkpoints', 'attachments'])
      rmSync(inHome(config, name), { recursive: true, force: true })
  await prepare(config, wanted.run)
  const runtime = openRuntime(config)
  // One that goes on may have been begun by an older program.
  await renew(runtime.adapters)
  tell('people')
  await openDraft(runtime, wanted)
  tell('opening')
  const adapters = { ...runtime.adapters, rehearsalTickets: openRehearsalTickets() }
  const pool = adapters.database.pool('portico_publisher')
  const secret = randomBytes(secretBytes).toString('base64url')
  const portal = await openServer({
    app: 'portal',
    adapters,
    cookies: runtime.door.cookies('portal'),
    isProduction: false,
    rehearsal: { builder: config.urls.office, aheadMs: () => rehearsalAhead(pool) },
    ready: () => readiness(adapters),
  })
  const door = openRehearsalDoor(doorOf(adapters, runtime), secret, adapters.log)
  await listen(door, config.ports.office)
  await listen(portal, config.ports.portal)
  const sealer = sealing(adapters)
  const stopLooking = endingUnused(config, [portal, door])
  tell('up', { portal: config.urls.portal, control: `http://127.0.0.1:${config.ports.office}`, secret })
  return {
    close: async () => {
      stopLooking()
      await Promise.all([portal.close(), door.close()])
      await sealer.stop()
      await runtime.close()
    },
  }
}

/**
 * The process that serves a rehearsal environment: the portal for its invented people, and a door for the builder instead
 * of an office. It carries the draft it was asked for with, in a database that it makes and marks.
 */
export const serveRehearsal = async (config: Config): Promise<{ readonly close: () => Promise<void> }> => {
  const wanted = readWanted(config.home)
  if (!wanted) throw new CannotRun('Nobody asked for a rehearsal environment here.')
  const tell = (step: RehearsalState['step'], up: RehearsalState['up'] = null): void =>
    writeState(config.home, { run: wanted.run, step, up })
  try {
    return await opened(config, wanted, tell)
  } catch (fault) {
    tell('failed')
    throw fault
  }
}
