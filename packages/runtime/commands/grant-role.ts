import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import { changeRole, type RoleOfAccount } from './change-role.ts'

export const grantRole = (context: Context, input: RoleOfAccount): Promise<Result<Record<string, never>>> =>
  changeRole(context, input, true)
