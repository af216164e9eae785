import { own } from '@portico/engine/portal/own'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { shownIn } from '@portico/engine/test-as/shown'
import type { World } from '@portico/engine/test-as/world'
import { mayTestDemo, nowOf, writeShown, writeTested } from '../postgres/demo-store.ts'
import { lockDraft } from '../postgres/draft-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { demoWorld } from './demo-world.ts'
import { withPower } from './with-power.ts'

export type TestAsInput = { readonly of: 'draft' | 'live'; readonly roles: readonly string[] }
export type TestAsAnswer = {
  /** The moment by which conditions are decided. */
  readonly now: string
  /** A demo's own people and requests; null where there are real ones, and everything shown is invented. */
  readonly world: World | null
}

/**
 * Begins a test of the draft or of the live version through the eyes of one or two roles. It changes nothing and hands
 * over nobody real: in a demo its invented people, elsewhere none at all. That it was done is an entry, and so is what was
 * handed over of whom: whoever tries a demo may have written down something of her own.
 */
export const testAs = (context: Context, input: TestAsInput): Promise<Result<TestAsAnswer>> =>
  attempt(context, { verb: 'test-as', detail: input.of }, (caller, live) =>
    withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, async (transaction) => {
      const { portal } = input.of === 'live' ? live : await lockDraft(transaction, live.portal)
      if (input.roles.some((role) => own(portal.roles, role) === undefined))
        return refuse<Refusal>({ code: 'not-found' })
      const detail = `${input.of}: ${input.roles.join(', ')}`
      await writeTested(transaction, detail)
      const isDemo = await mayTestDemo(transaction)
      const world = isDemo ? await demoWorld(transaction, live.portal, context.adapters) : null
      for (const shown of world === null ? [] : shownIn(live.portal, world))
        await writeShown(transaction, detail, shown)
      return ok({ now: await nowOf(transaction), world })
    }),
  )
