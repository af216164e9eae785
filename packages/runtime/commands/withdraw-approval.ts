import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { decideApproval, openApproval } from '../postgres/approval-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

export const withdraw = async (transaction: Transaction, id: string): Promise<void> => {
  await decideApproval(transaction, id, { outcome: 'withdrawn' })
  await transaction.query("select portico.entry_write('build', null, null, null, null, 'withdraw-asking')")
}

/** Takes back what one asked for oneself. */
export const withdrawApproval = (
  context: Context,
  { id }: { readonly id: string },
): Promise<Result<Record<string, never>>> =>
  attempt(context, { verb: 'build', detail: 'withdraw-asking' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: 'publish', login: 'portico_publisher' },
      async (transaction, actor) => {
        const asked = await openApproval(transaction)
        if (asked?.id !== id || asked.asked_by !== actor.account)
          return refuse<Refusal>({ code: 'not-found' })
        await withdraw(transaction, id)
        return ok({})
      },
    ),
  )
