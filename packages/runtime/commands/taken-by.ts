import { ownerIn, type Viewed } from '../postgres/request-store.ts'

/** Whose a step or a change was, as this reader is told: not by name, and a patient never which colleague. */
export const takenBy = (
  { account, audience, person }: Pick<Viewed['timeline'][number], 'account' | 'audience' | 'person'>,
  viewed: Viewed,
): 'you' | 'patient' | 'proxy' | 'staff' | 'system' => {
  if (account === viewed.actor.account) return 'you'
  return audience === 'patient' && person !== ownerIn(viewed.facts) ? 'proxy' : audience
}
