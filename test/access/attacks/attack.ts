import type { Login } from '../../../packages/runtime/postgres/logins.ts'

/** What an attacker knows: ids he should not have, names of views, a session of somebody else. */
export type Knowledge = {
  readonly hash: string
  readonly adas: string
  readonly bens: string
  readonly ada: string
  readonly ben: string
  readonly deadline: string
  readonly view: (audience: 'patient' | 'staff' | 'system') => string
  /** A session's MAC as SQL. */
  readonly sessionOf: (email: string) => string
}

/** One try as a stolen login, perhaps inside somebody's own session. It ends in a code, or reaches nothing. */
export type Attack = {
  readonly name: string
  readonly login: Login
  readonly as?: string
  readonly sql: (known: Knowledge) => readonly string[]
  readonly ends: string
}

export const denied = '42501'
export const nobody = 'PT000'
export const ada = { login: 'portico_patient', as: 'ada@example.com' } as const
export const finn = { login: 'portico_staff', as: 'finn@maple.example.com' } as const
export const nora = { login: 'portico_staff', as: 'nora@maple.example.com' } as const
export const priya = { login: 'portico_staff', as: 'priya@maple.example.com' } as const
