import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { tryEffectAgain } from '../postgres/delivery-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

/** Lets a notice that needs somebody be tried again: an act of whoever may publish, and an entry. */
export const tryDeliveryAgain = (
  context: Context,
  { id }: { readonly id: string },
): Promise<Result<{ readonly again: true }>> =>
  attempt(context, { verb: 'notice', detail: 'again' }, (caller, live) =>
    withPower(context, { caller, live, power: 'publish', login: 'portico_publisher' }, async (transaction) =>
      (await tryEffectAgain(transaction, id)) ? ok({ again: true }) : refuse<Refusal>({ code: 'not-found' }),
    ),
  )
