import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { DeepReadonly } from '@portico/engine/brand'
import { idSchema } from '@portico/engine/portal/id-schema'
import { portalSchema } from '@portico/engine/portal/portal'

/**
 * A rehearsal environment lives in a folder of its own. The builder writes down there that it is wanted; whoever runs the
 * processes starts them, and they write down how far they are.
 */
const wantedFile = 'wanted.json'
const keptFile = 'kept.json'
const stateFile = 'state.json'

/** `run` names the database's contents: another run begins with nothing. `portal` is the draft it begins with. */
const wantedSchema = z.strictObject({ run: z.uuid(), template: idSchema, portal: portalSchema })
export type Wanted = DeepReadonly<z.infer<typeof wantedSchema>>

const steps = ['database', 'people', 'opening', 'up', 'failed'] as const
const stateSchema = z.strictObject({
  run: z.uuid(),
  step: z.enum(steps),
  /** Where it is, once it is up: the portal for people, and the door that only the builder's process may use. */
  up: z.strictObject({ portal: z.url(), control: z.url(), secret: z.string() }).nullable(),
})
export type RehearsalState = z.infer<typeof stateSchema>

/** Whoever watches the folder must never read half of it. */
const write = (folder: string, name: string, value: unknown): void => {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const aside = join(folder, `${name}.new`)
  writeFileSync(aside, JSON.stringify(value), { mode: 0o600 })
  renameSync(aside, join(folder, name))
}

const read = <T>(folder: string, name: string, schema: z.ZodType<T>): T | null => {
  try {
    return schema.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8'))).data ?? null
  } catch {
    return null
  }
}

export const readWanted = (folder: string): Wanted | null => read(folder, wantedFile, wantedSchema)

/** Which run is wanted, without reading its portal; null when none is. */
export const wantedRun = (folder: string): string | null =>
  read(folder, wantedFile, z.object({ run: z.uuid() }))?.run ?? null

/** What was set aside goes on as this one, or is no more. */
export const writeWanted = (folder: string, wanted: Wanted): void => {
  write(folder, wantedFile, wanted)
  rmSync(join(folder, keptFile), { force: true })
}

/** No longer wanted now; what was walked stays, for whoever goes on with it. */
export const setAside = (folder: string): void => {
  if (existsSync(join(folder, wantedFile))) renameSync(join(folder, wantedFile), join(folder, keptFile))
}

export const keptRun = (folder: string): string | null =>
  read(folder, keptFile, z.object({ run: z.uuid() }))?.run ?? null

export const readState = (folder: string): RehearsalState | null => read(folder, stateFile, stateSchema)
export const writeState = (folder: string, state: RehearsalState): void => write(folder, stateFile, state)
export const forgetState = (folder: string): void => rmSync(join(folder, stateFile), { force: true })
