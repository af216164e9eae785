import { own } from '@portico/engine/portal/own'
import type { Portal } from '@portico/engine/portal/portal'
import { referenceOf } from '@portico/engine/portal/reference'
import { roleLabels } from '@portico/engine/portal/role-labels'
import { labelOf } from '@portico/engine/portal/text'
import { walkedAs } from '@portico/engine/rehearsal/walked-as'
import {
  rehearsalClock,
  rehearsalMails,
  rehearsalPeople,
  rehearsalRequests,
  type RehearsalMail,
  type RehearsalPerson,
  type RehearsalRequest,
} from '../postgres/rehearsal-store.ts'
import type { RehearsalLook } from '../rehearsal-answers.ts'
import type { Adapters } from './adapters.ts'
import { hashOf } from './open-practice.ts'

type Names = {
  readonly byAccount: ReadonlyMap<string, string>
  readonly byPerson: ReadonlyMap<string, string>
}

const iso = (at: string): string => new Date(at).toISOString()

const nameOf = ({ macs }: Pick<Adapters, 'macs'>, { account, name }: RehearsalPerson): string =>
  name === null ? '' : macs.openText('account-name', account, name)

const stateCalled = (portal: Portal, workflow: string, state: string): string =>
  labelOf(state, own(own(portal.workflows, workflow)?.states, state), 'en')

const toWhom = (portal: Portal, { byPerson }: Names, mail: RehearsalMail): string | null => {
  if (mail.receiver !== 'queue') return (mail.patient && byPerson.get(mail.patient)) ?? null
  const queue = own(own(portal.workflows, mail.workflow)?.states, mail.state)?.queue
  return queue === undefined ? null : labelOf(queue, own(portal.queues, queue), 'en')
}

const told = (portal: Portal, { byAccount }: Names, request: RehearsalRequest) => {
  const workflow = own(portal.workflows, request.workflow)
  return {
    id: request.id,
    reference: referenceOf(request.id),
    workflow: request.workflow,
    called: labelOf(request.workflow, workflow, 'en'),
    state: stateCalled(portal, request.workflow, request.state),
    hasEnded: request.has_ended,
    due: request.due && iso(request.due),
    steps: request.steps.map(({ version, transition, to, account, at }) => ({
      version,
      took: transition && labelOf(transition, own(workflow?.transitions, transition), 'en'),
      state: stateCalled(portal, request.workflow, to),
      by: account && (byAccount.get(account) ?? ''),
      at: iso(at),
    })),
  }
}

/** Everything there is to see of a rehearsal from outside: who can be walked as, what was sent, and what happened when. */
export const rehearsalLook = async (adapters: Adapters): Promise<RehearsalLook> => {
  const pool = adapters.database.pool('portico_publisher')
  const { portal } = await adapters.live.current()
  const [people, mails, requests, clock] = await Promise.all([
    rehearsalPeople(pool),
    rehearsalMails(pool),
    rehearsalRequests(pool),
    rehearsalClock(pool),
  ])
  const names: Names = {
    byAccount: new Map(people.map((person) => [person.account, nameOf(adapters, person)])),
    byPerson: new Map(people.map((person) => [person.person ?? '', nameOf(adapters, person)])),
  }
  return {
    hash: hashOf(walkedAs(portal)),
    now: iso(clock.now),
    nextDue: clock.next_due && iso(clock.next_due),
    jumps: clock.jumps.map(({ at, until }) => ({ at: iso(at), to: iso(until) })),
    people: people.map((person) => ({
      account: person.account,
      audience: person.audience,
      name: nameOf(adapters, person),
      roles: person.roles,
      called: roleLabels(portal, person.roles).join(', '),
    })),
    mails: mails.map((mail) => ({
      ...mail,
      at: iso(mail.at),
      notice: labelOf(mail.notice, own(portal.notices, mail.notice), 'en'),
      to: toWhom(portal, names, mail),
    })),
    requests: requests.map((request) => told(portal, names, request)),
  }
}
