import type { Pool } from 'pg'
import type { AccountId, RecordId } from '@portico/engine/brand'
import type { SessionAccount } from '../commands/sessions.ts'
import { actorRowSchema, type ActorRow } from './actor-row.ts'

/** Accounts before sign-in: through the login that may touch no table and execute a few functions. */
export type SignInAccount = {
  readonly account: AccountId
  readonly audience: 'patient' | 'staff'
  readonly password: string
  readonly totp: Buffer | null
  readonly totpStep: number
}

type SessionOpening = {
  readonly app: string
  readonly hasSecondFactor: boolean
  readonly address: string
  readonly browser: string
}

export type AccountStore = {
  readonly find: (nameMac: Buffer) => Promise<SignInAccount | null>
  /** Whether the step was not used before; a code works once. */
  readonly useTotpStep: (account: AccountId, step: number) => Promise<boolean>
  readonly setTotp: (mac: Buffer, sealed: Buffer, step: number) => Promise<boolean>
  readonly openSession: (
    mac: Buffer,
    account: AccountId,
    opening: SessionOpening,
    absoluteSeconds: number,
  ) => Promise<void>
  readonly endSession: (mac: Buffer) => Promise<void>
  readonly extendSession: (mac: Buffer) => Promise<ActorRow | null>
  readonly replaceSession: (old: Buffer, renewed: Buffer, hasSecondFactor: boolean) => Promise<boolean>
  readonly sessionAccount: (mac: Buffer, standsFor: RecordId | null) => Promise<SessionAccount | null>
}

type FindRow = {
  account: AccountId
  audience: 'patient' | 'staff'
  password: string
  totp: Buffer | null
  totp_step: string
}
type AccountRow = {
  actor: unknown
  password: string
  totp: Buffer | null
  totp_step: string
  name: Buffer | null
}

const findSignIn = async (pool: Pool, nameMac: Buffer): Promise<SignInAccount | null> => {
  const { rows } = await pool.query<FindRow>('select * from portico.find_sign_in($1)', [nameMac])
  const [row] = rows
  return row
    ? {
        account: row.account,
        audience: row.audience,
        password: row.password,
        totp: row.totp,
        totpStep: Number(row.totp_step),
      }
    : null
}

export const openAccountStore = (pool: Pool): AccountStore => ({
  find: (nameMac) => findSignIn(pool, nameMac),
  useTotpStep: async (account, step) =>
    (await pool.query<{ used: boolean }>('select portico.use_totp_step($1, $2) as used', [account, step]))
      .rows[0]?.used ?? false,
  setTotp: async (mac, sealed, step) =>
    (await pool.query<{ set: boolean }>('select portico.set_totp($1, $2, $3) as set', [mac, sealed, step]))
      .rows[0]?.set ?? false,
  openSession: async (mac, account, { app, hasSecondFactor, address, browser }, absoluteSeconds) => {
    await pool.query('select portico.open_session($1, $2, $3, $4, $5, $6, $7)', [
      mac,
      account,
      app,
      hasSecondFactor,
      absoluteSeconds,
      address,
      browser,
    ])
  },
  endSession: async (mac) => {
    await pool.query('select portico.end_session($1)', [mac])
  },
  extendSession: async (mac) => {
    const { rows } = await pool.query<{ actor: unknown }>('select portico.extend_session($1) as actor', [mac])
    return rows[0]?.actor ? actorRowSchema.parse(rows[0].actor) : null
  },
  replaceSession: async (old, renewed, hasSecondFactor) =>
    (
      await pool.query<{ done: boolean }>('select portico.replace_session($1, $2, $3) as done', [
        old,
        renewed,
        hasSecondFactor,
      ])
    ).rows[0]?.done ?? false,
  sessionAccount: async (mac, standsFor) => {
    const { rows } = await pool.query<AccountRow>('select * from portico.session_account($1, $2)', [
      mac,
      standsFor,
    ])
    const [row] = rows
    return row
      ? {
          row: actorRowSchema.parse(row.actor),
          password: row.password,
          totp: row.totp,
          totpStep: Number(row.totp_step),
          name: row.name,
        }
      : null
  },
})
