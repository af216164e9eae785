import { z } from 'zod'
import { passwordLengthMin } from '@portico/engine/access/open-account'
import { acceptInvitation } from '../commands/accept-invitation.ts'
import { confirmSignIn } from '../commands/confirm-sign-in.ts'
import { confirmTotp } from '../commands/confirm-totp.ts'
import { extendSession } from '../commands/extend-session.ts'
import { listDemoAccounts } from '../commands/list-demo-accounts.ts'
import { offerTotp } from '../commands/offer-totp.ts'
import { signIn } from '../commands/sign-in.ts'
import { signOut } from '../commands/sign-out.ts'
import { whoAmI } from '../commands/who-am-i.ts'
import { answer, procedure, router } from './answer.ts'

const code = z.string().regex(/^\d{6}$/)
const password = z.string().min(1).max(256)

/** Signing in and out, and what leads to it: all that a stranger can call, with the portal itself. */
export const session = router({
  whoAmI: procedure.query(({ ctx }) => answer(whoAmI(ctx))),
  signIn: procedure
    .input(z.strictObject({ name: z.string().min(1).max(254), password, code: code.optional() }))
    .mutation(({ ctx, input }) => answer(signIn(ctx, input))),
  acceptInvitation: procedure
    .input(
      z.strictObject({
        name: z.string().min(1).max(254),
        code: z.string().min(1).max(40),
        password: password.min(passwordLengthMin),
      }),
    )
    .mutation(({ ctx, input }) => answer(acceptInvitation(ctx, input))),
  signOut: procedure.mutation(({ ctx }) => answer(signOut(ctx))),
  extend: procedure.mutation(({ ctx }) => answer(extendSession(ctx))),
  confirm: procedure
    .input(z.strictObject({ password, code: code.optional() }))
    .mutation(({ ctx, input }) => answer(confirmSignIn(ctx, input))),
  totpOffer: procedure.mutation(({ ctx }) => answer(offerTotp(ctx))),
  totpConfirm: procedure
    .input(z.strictObject({ code }))
    .mutation(({ ctx, input }) => answer(confirmTotp(ctx, input))),
  demoAccounts: procedure.query(({ ctx }) => answer(listDemoAccounts(ctx))),
})
