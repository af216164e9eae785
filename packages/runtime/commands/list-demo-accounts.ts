import { ok, type Result } from '@portico/engine/result'
import { codeAt, currentStep } from '../keys/totp.ts'
import type { Adapters } from './adapters.ts'
import type { Context } from './call.ts'
import type { DemoAccount } from './demo-account.ts'

export type DemoAccountAnswer = Omit<DemoAccount, 'totpSecret'> & { readonly code: string | null }

/** The code that works next: a newcomer who signs in twice in half a minute gets the following one. */
const codeNow = async (
  { accounts, macs }: Adapters,
  { email, totpSecret }: DemoAccount,
): Promise<string | null> => {
  if (totpSecret === null) return null
  const account = await accounts.find(macs.signInName(email))
  return codeAt(totpSecret, Math.max(currentStep(), (account?.totpStep ?? 0) + 1))
}

/** Invented people to sign in as. Empty unless this database is a demo's. */
export const listDemoAccounts = async ({
  adapters,
}: Context): Promise<Result<readonly DemoAccountAnswer[]>> =>
  ok(
    await Promise.all(
      adapters.demoAccounts.map(async (account) => ({
        name: account.name,
        role: account.role,
        email: account.email,
        password: account.password,
        inOffice: account.inOffice,
        code: await codeNow(adapters, account),
      })),
    ),
  )
