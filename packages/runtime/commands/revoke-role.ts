import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import { changeRole, type RoleOfAccount } from './change-role.ts'

export const revokeRole = (context: Context, input: RoleOfAccount): Promise<Result<Record<string, never>>> =>
  changeRole(context, input, false)
