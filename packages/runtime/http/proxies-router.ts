import { z } from 'zod'
import { idSchema } from '@portico/engine/portal/id-schema'
import { endProxy } from '../commands/end-proxy.ts'
import { findAccount } from '../commands/find-account.ts'
import { grantProxy } from '../commands/grant-proxy.ts'
import { listProxies } from '../commands/list-proxies.ts'
import { listStandingProxies } from '../commands/list-standing-proxies.ts'
import { answer, procedure, router } from './answer.ts'
import { accountId, recordId } from './call-input.ts'

/** Acting for somebody: who does, who may, and from when on no longer. */
export const proxies = router({
  list: procedure.query(({ ctx }) => answer(listProxies(ctx))),
  standing: procedure.query(({ ctx }) => answer(listStandingProxies(ctx))),
  findAccount: procedure
    .input(z.strictObject({ name: z.string().min(1).max(254) }))
    .query(({ ctx, input }) => answer(findAccount(ctx, input))),
  grant: procedure
    .input(
      z.strictObject({
        account: accountId,
        patient: recordId,
        role: idSchema,
        until: z.iso.date().nullable(),
      }),
    )
    .mutation(({ ctx, input }) => answer(grantProxy(ctx, input))),
  end: procedure
    .input(z.strictObject({ account: accountId, patient: recordId }))
    .mutation(({ ctx, input }) => answer(endProxy(ctx, input))),
})
