import { CannotStart } from './cannot-start.ts'
import { portIsFree } from './port.ts'

export type Ports = { readonly portal: number; readonly builder: number; readonly rehearsal: number }

const variables = {
  portal: { name: 'PORTICO_PORT', usual: 4400 },
  builder: { name: 'PORTICO_BUILDER_PORT', usual: 4401 },
  rehearsal: { name: 'PORTICO_REHEARSAL_PORT', usual: 4402 },
} as const satisfies Record<keyof Ports, { name: string; usual: number }>

/** Looked at before anything is started, so that a refusal comes at once. */
export async function ports(env: NodeJS.ProcessEnv): Promise<Ports> {
  const chosen = {
    portal: portOf(env, 'portal'),
    builder: portOf(env, 'builder'),
    rehearsal: portOf(env, 'rehearsal'),
  }
  if (new Set(Object.values(chosen)).size < 3) {
    throw new CannotStart(
      'PORTICO_PORT, PORTICO_BUILDER_PORT and PORTICO_REHEARSAL_PORT must be three different ports.',
    )
  }
  await Promise.all([
    mustBeFree(chosen, 'portal'),
    mustBeFree(chosen, 'builder'),
    mustBeFree(chosen, 'rehearsal'),
  ])
  return chosen
}

function portOf(env: NodeJS.ProcessEnv, which: keyof Ports): number {
  const { name, usual } = variables[which]
  const text = env[name]
  if (text === undefined) return usual
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new CannotStart(`${name} must be a port, a whole number from 1 to 65535.`)
  }
  return port
}

async function mustBeFree(chosen: Ports, which: keyof Ports): Promise<void> {
  if (await portIsFree(chosen[which])) return
  throw new CannotStart(
    `Port ${chosen[which]}, where the ${which} should answer, is in use by another program. Stop that program, or set ${variables[which].name} to a free port.`,
  )
}
