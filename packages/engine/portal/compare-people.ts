import { changeOf, type Change } from './change.ts'
import { listed, queueName, roleName } from './name.ts'
import { gainedAndLost, pairsOf } from './pairs.ts'
import type { Portal, Power, Queue, Role } from './portal.ts'

const powerWords = {
  build: 'build the portal',
  publish: 'publish the portal',
  approve: 'approve what needs two people',
  'grant-roles': 'grant roles',
  'open-accounts': 'open accounts',
  'read-trail': 'read the audit trail',
  export: 'export records',
  shred: 'destroy records for good',
} as const satisfies Record<Power, string>

const forWhom = {
  patient: 'for patients',
  staff: 'for staff',
  public: 'for anybody',
  system: 'for the system',
} as const

const roleChanges = (after: Portal, role: string, old: Role, now: Role): readonly Change[] => {
  const path = ['roles', role]
  const name = roleName(after, role)
  const changes: Change[] = []
  if (old.audience !== now.audience) {
    const sentence = `${name} is now ${forWhom[now.audience]} instead of ${forWhom[old.audience]}; who has it loses it.`
    changes.push(
      changeOf({ kind: 'change-audience', role }, [...path, 'audience'], sentence, {
        widens: true,
        narrows: true,
        touchesOpenRequests: true,
      }),
    )
  }
  if (old.proxy !== now.proxy)
    changes.push(
      changeOf(
        { kind: 'change-proxy', role },
        [...path, 'proxy'],
        `${name} is now ${now.proxy ? 'for acting for a patient' : 'held for oneself'}; who has it loses it.`,
        { widens: true, narrows: true, touchesOpenRequests: true },
      ),
    )
  const powers = (list: readonly Power[]) => listed(list.map((power) => powerWords[power]))
  const gained = (now.powers ?? []).filter((power) => !old.powers?.includes(power))
  const lost = (old.powers ?? []).filter((power) => !now.powers?.includes(power))
  if (gained.length > 0)
    changes.push(
      changeOf({ kind: 'change-powers', role }, [...path, 'powers'], `${name} can now ${powers(gained)}.`, {
        widens: true,
      }),
    )
  if (lost.length > 0)
    changes.push(
      changeOf(
        { kind: 'change-powers', role },
        [...path, 'powers'],
        `${name} can no longer ${powers(lost)}.`,
        { narrows: true },
      ),
    )
  if (old.idle !== now.idle) {
    const limit = now.idle === undefined ? 'the usual time' : `${now.idle.slice(0, -1)} minutes`
    changes.push(
      changeOf(
        { kind: 'change-idle', role },
        [...path, 'idle'],
        `${name} is signed out after ${limit} without doing anything.`,
      ),
    )
  }
  return changes
}

export const compareRoles = (before: Portal, after: Portal): readonly Change[] => {
  const roles = pairsOf(before.roles, after.roles)
  return [
    ...roles.added.map(([role, { audience, proxy }]) =>
      changeOf(
        { kind: 'add-role', role },
        ['roles', role],
        `The role ${roleName(after, role)} is added, ${proxy ? 'for acting for a patient' : forWhom[audience]}.`,
      ),
    ),
    ...roles.removed.map(([role]) =>
      changeOf(
        { kind: 'remove-role', role },
        ['roles', role],
        `The role ${roleName(before, role)} is taken away from whoever has it.`,
        { narrows: true, touchesOpenRequests: true },
      ),
    ),
    ...roles.added.flatMap(([role, now]) =>
      roleChanges(after, role, { audience: now.audience, proxy: now.proxy, idle: now.idle }, now),
    ),
    ...roles.kept.flatMap(({ id, before: old, after: now }) => roleChanges(after, id, old, now)),
  ]
}

/** Queues are always live: who works in one works on the requests that already wait there. */
const queueChanges = (after: Portal, queue: string, old: Queue, now: Queue): readonly Change[] => {
  const { gained, lost } = gainedAndLost(old.roles, now.roles)
  const name = queueName(after, queue)
  const names = (roles: readonly string[]) => listed(roles.map((role) => roleName(after, role)))
  const one = (sentence: string, consequences: Parameters<typeof changeOf>[3] = {}) =>
    changeOf({ kind: 'change-queue', queue }, ['queues', queue], sentence, {
      touchesOpenRequests: true,
      ...consequences,
    })
  return [
    ...(gained.length > 0 ? [one(`${names(gained)} now work in ${name}.`, { widens: true })] : []),
    ...(lost.length > 0 ? [one(`${names(lost)} no longer work in ${name}.`, { narrows: true })] : []),
    ...(old.mailbox === now.mailbox
      ? []
      : [
          one(
            now.mailbox === undefined
              ? `Messages for ${name} go nowhere any more.`
              : `Messages for ${name} now go to ${now.mailbox}.`,
          ),
        ]),
  ]
}

export const compareQueues = (before: Portal, after: Portal): readonly Change[] => {
  const queues = pairsOf(before.queues, after.queues)
  return [
    ...queues.added.map(([queue]) =>
      changeOf(
        { kind: 'add-queue', queue },
        ['queues', queue],
        `The queue ${queueName(after, queue)} is added.`,
      ),
    ),
    ...queues.removed.map(([queue]) =>
      changeOf(
        { kind: 'remove-queue', queue },
        ['queues', queue],
        `The queue ${queueName(before, queue)} is taken away.`,
        { narrows: true, touchesOpenRequests: true },
      ),
    ),
    ...queues.kept.flatMap(({ id, before: old, after: now }) => queueChanges(after, id, old, now)),
  ]
}
