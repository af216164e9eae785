import type { AccountId } from '@portico/engine/brand'
import { stepOfCode } from '../keys/totp.ts'
import type { Adapters } from './adapters.ts'

/** Whether a code is right, and not used before. */
export const isRightCode = async (
  { macs, accounts }: Adapters,
  account: AccountId,
  totp: Buffer,
  code: string,
): Promise<boolean> => {
  const step = stepOfCode(macs.openText('totp', account, totp), code)
  return step !== null && (await accounts.useTotpStep(account, step))
}
