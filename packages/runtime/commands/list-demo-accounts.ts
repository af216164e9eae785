import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'

export const listDemoAccounts = (_context: Context): Promise<Result<readonly { readonly name: string; readonly role: string; readonly email: string; readonly password: string; readonly code: string | null }[]>> => Promise.reject(new Error('not built'))
