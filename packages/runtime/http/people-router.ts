import { z } from 'zod'
import { idSchema } from '@portico/engine/portal/id-schema'
import { languages } from '@portico/engine/portal/text'
import { accountOf } from '../commands/account-of.ts'
import { closeAccount } from '../commands/close-account.ts'
import { grantRole } from '../commands/grant-role.ts'
import { listAccounts } from '../commands/list-accounts.ts'
import { openAccount } from '../commands/open-account.ts'
import { renewInvitation } from '../commands/renew-invitation.ts'
import { revokeRole } from '../commands/revoke-role.ts'
import { answer, procedure, router } from './answer.ts'
import { accountId, recordId } from './call-input.ts'

const personOfAccount = { audience: z.enum(['patient', 'staff']), person: recordId }
const invitedBy = z.enum(['paper', 'message'])
const roleOfAccount = z.strictObject({ account: accountId, role: idSchema })

/** Who has an account and which roles it holds, for whoever has the power to change it. */
export const people = router({
  list: procedure.query(({ ctx }) => answer(listAccounts(ctx))),
  grantRole: procedure.input(roleOfAccount).mutation(({ ctx, input }) => answer(grantRole(ctx, input))),
  revokeRole: procedure.input(roleOfAccount).mutation(({ ctx, input }) => answer(revokeRole(ctx, input))),
  accountOf: procedure
    .input(z.strictObject(personOfAccount))
    .query(({ ctx, input }) => answer(accountOf(ctx, input))),
  openAccount: procedure
    .input(
      z.strictObject({
        ...personOfAccount,
        email: z.email().max(254),
        language: z.enum(languages),
        role: idSchema.nullable(),
        by: invitedBy,
      }),
    )
    .mutation(({ ctx, input }) => answer(openAccount(ctx, input))),
  renewInvitation: procedure
    .input(z.strictObject({ account: accountId, by: invitedBy }))
    .mutation(({ ctx, input }) => answer(renewInvitation(ctx, input))),
  closeAccount: procedure
    .input(z.strictObject({ account: accountId }))
    .mutation(({ ctx, input }) => answer(closeAccount(ctx, input))),
})
