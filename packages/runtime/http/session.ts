import { randomBytes } from 'node:crypto'
import { Lucia, type Adapter, type DatabaseSession } from 'lucia'
import { isAccountId, type AccountId } from '@portico/engine/brand'
import type { App, Call } from '../commands/call.ts'
import type { Audience, Sessions } from '../commands/sessions.ts'
import type { Macs } from '../keys/macs.ts'
import type { AccountStore } from '../postgres/account-store.ts'

/**
 * The only file that knows lucia. Tokens are 32 random bytes behind a letter for the audience; the database holds
 * their keyed MAC, decides every limit by its own clock, and moves no limit because lucia asks.
 */
declare module 'lucia' {
  // Lucia is told its attributes by merging into this interface; there is no other way.
  interface Register {
    Lucia: Lucia
    DatabaseSessionAttributes: Attributes
  }
}

type Attributes = {
  readonly app: App
  readonly hasSecondFactor: boolean
  readonly address: string
  readonly browser: string
}

const absoluteSeconds = 12 * 60 * 60
const tokenBytes = 32
const letterOf = { patient: 'p', staff: 's' } satisfies Record<Audience, string>
const tokenShape = /^[ps]\.[A-Za-z0-9_-]{43}$/

const absoluteEnd = (): Date => new Date(Date.now() + absoluteSeconds * 1000)

const adapterFor = (macs: Macs, accounts: AccountStore): Adapter => ({
  setSession: async (session: DatabaseSession) => {
    if (!isAccountId(session.userId)) throw new Error('a session belongs to an account')
    await accounts.openSession(macs.session(session.id), session.userId, session.attributes, absoluteSeconds)
  },
  deleteSession: async (token) => accounts.endSession(macs.session(token)),
  getSessionAndUser: async (token) => {
    const found = await accounts.sessionAccount(macs.session(token), null)
    if (!found) return [null, null]
    const attributes = {
      app: 'portal',
      hasSecondFactor: found.row.second_factor,
      address: '',
      browser: '',
    } as const
    return [
      { id: token, userId: found.row.account, expiresAt: absoluteEnd(), attributes },
      { id: found.row.account, attributes: {} },
    ]
  },
  getUserSessions: () => Promise.resolve([]),
  updateSessionExpiration: () => Promise.resolve(),
  deleteUserSessions: () => Promise.resolve(),
  deleteExpiredSessions: () => Promise.resolve(),
})

export type Cookies = {
  /** The token a browser sent, or null: a cookie that cannot be read is no cookie. */
  readonly read: (header: string | undefined) => string | null
  readonly written: (token: string | null) => string
}

export type SessionDoor = { readonly sessions: Sessions; readonly cookies: (app: App) => Cookies }

type Doors = Readonly<Record<App, Lucia>>

const newToken = (letter: string): string => `${letter}.${randomBytes(tokenBytes).toString('base64url')}`

const sessionsOf = (doors: Doors, macs: Macs, accounts: AccountStore): Sessions => ({
  open: async (call: Call, account: AccountId, audience: Audience, hasSecondFactor: boolean) => {
    const token = newToken(letterOf[audience])
    // Who signs in anew in the same browser leaves nothing behind that still works.
    if (call.token !== null) await doors[call.app].invalidateSession(call.token)
    const attributes = { app: call.app, hasSecondFactor, address: call.address, browser: call.browser }
    await doors[call.app].createSession(account, attributes, { sessionId: token })
    call.setToken(token)
  },
  end: async (call) => {
    if (call.token !== null) await doors[call.app].invalidateSession(call.token)
    call.setToken(null)
  },
  renew: async (call, token, hasSecondFactor) => {
    const renewed = newToken(token.slice(0, 1))
    const [old, next] = [macs.session(token), macs.session(renewed)]
    const isRenewed = await accounts.replaceSession(old, next, hasSecondFactor)
    if (isRenewed) call.setToken(renewed)
    return isRenewed
  },
  extend: (token) => accounts.extendSession(macs.session(token)),
  account: (token, standsFor = null) => accounts.sessionAccount(macs.session(token), standsFor),
})

const cookiesOf = (lucia: Lucia): Cookies => ({
  read: (header) => {
    try {
      const token = lucia.readSessionCookie(header ?? '')
      return token !== null && tokenShape.test(token) ? token : null
    } catch {
      return null
    }
  },
  written: (token) =>
    (token === null ? lucia.createBlankSessionCookie() : lucia.createSessionCookie(token)).serialize(),
})

/** `secure` cookies carry the `__Host-` prefix; Safari drops those on http://localhost, so development has other names. */
export const openSessions = (
  macs: Macs,
  accounts: AccountStore,
  { secure, environment }: { readonly secure: boolean; readonly environment: string },
): SessionDoor => {
  const luciaFor = (app: App): Lucia =>
    new Lucia(adapterFor(macs, accounts), {
      sessionCookie: {
        name: secure ? `__Host-portico-${app}` : `portico-${environment}-${app}`,
        expires: false,
        attributes: { secure, sameSite: 'lax', path: '/' },
      },
    })
  const doors = { portal: luciaFor('portal'), office: luciaFor('office') } satisfies Doors
  return { sessions: sessionsOf(doors, macs, accounts), cookies: (app) => cookiesOf(doors[app]) }
}
