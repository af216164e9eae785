import { randomUUID } from 'node:crypto'
import type { Person } from './person.ts'

/** One asks for what makes access wider, and another one lets it through: the draft as it is, live. */
export const publishTogether = async (asker: Person, approver: Person): Promise<number> => {
  const { revision } = await asker.api.draft.load.query()
  const { id } = await asker.api.approval.ask.mutate({ revision, reason: 'As agreed' })
  return (await approver.api.approval.approve.mutate({ id })).version
}

/** Lets through what somebody else asked for, whatever it is. */
export const approveWaiting = async (approver: Person): Promise<void> => {
  const { asking } = await approver.api.approval.load.query()
  if (!asking) throw new Error('Nothing waits for approval.')
  await approver.api.approval.approve.mutate({ id: asking.id })
}

/** One publishes alone, as far as one may. */
export const publishAlone = async (person: Person): Promise<number> => {
  const { revision } = await person.api.draft.load.query()
  const publishing = { revision, reason: 'As agreed', key: randomUUID() }
  return (await person.api.draft.publish.mutate(publishing)).version
}
