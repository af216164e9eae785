import { askableFields } from '@portico/engine/portal/askable'
import { mayEver } from '@portico/engine/portal/grants'
import type { Portal } from '@portico/engine/portal/portal'
import { labelOf, type Text } from '@portico/engine/portal/text'

/** One group that has the request for a while: who, where it waits for them, and what they do with it. */
export type Hand = {
  readonly handlers: readonly string[]
  /** An existing queue, or empty for one of its own. */
  readonly queue: string
  readonly mailbox: string
  /** How long it may wait for them; null where that is only what is left of the whole time. */
  readonly within: string | null
  readonly written: readonly string[]
  readonly asksMore: boolean
}

/** What the wizard's questions were answered with. */
export type Answers = {
  readonly table: string
  readonly senders: readonly string[]
  readonly asked: readonly string[]
  /** Who has it, in this order; there is at least one. */
  readonly hands: readonly Hand[]
  /** How long the whole may take, from when it was sent. */
  readonly whole: string
  /** What of that which is written down the patient may read. */
  readonly shared: readonly string[]
  readonly tells: boolean
  readonly says: boolean
  readonly permits: boolean
  readonly knows: boolean
}

export const distinct = (all: readonly string[]): readonly string[] => [...new Set(all)]

export const isOwned = (portal: Portal, table: string): boolean => portal.tables[table]?.patient !== undefined

/** Patients themselves; who acts for one sees health of somebody else, so nobody ticks that but the maker. */
export const patients = (portal: Portal): readonly string[] =>
  Object.entries(portal.roles)
    .filter(([, { audience, proxy }]) => audience === 'patient' && !proxy)
    .map(([id]) => id)

/** The patients who read the answer: those who send it, or every patient when only the staff do. */
export const readersOf = (portal: Portal, senders: readonly string[]): readonly string[] => {
  const sending = senders.filter((role) => portal.roles[role]?.audience === 'patient')
  return sending.length > 0 ? sending : patients(portal)
}

/** Who works on the queue a group chose beside them: whoever finds a request waiting there reads it. */
export const alsoThere = (portal: Portal, { queue, handlers }: Hand): readonly string[] =>
  (portal.queues[queue]?.roles ?? []).filter((role) => !handlers.includes(role))

/** Whether a group can join a queue: what else waits there they would find too, so they must be able to read it already. */
export const canJoin = (portal: Portal, queue: string, handlers: readonly string[]): boolean => {
  const tables = Object.values(portal.workflows)
    .filter(({ states }) => Object.values(states).some((state) => state.queue === queue))
    .map(({ table }) => table)
  return handlers.every(
    (role) =>
      portal.queues[queue]?.roles.includes(role) ||
      tables.every((table) => mayEver(portal, role, 'read', table)),
  )
}

/** A field of the table that is called so already: two of one name could not be told apart. */
export const fieldNamed = (portal: Portal, table: string, { en }: Text): string | null =>
  askableFields(portal, table).find(
    (field) =>
      labelOf(field, portal.tables[table]?.fields[field], 'en').trim().toLowerCase() === en.toLowerCase(),
  ) ?? null
