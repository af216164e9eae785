import type { Actor } from '../access/actor.ts'
import type { Facts } from '../access/condition.ts'
import { isAccountId, type AccountId } from '../brand.ts'
import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'
import type { World, WorldPerson } from './world.ts'
import { byId, factsIn } from './world-facts.ts'

/** Through whose eyes: a role as such, or one person with every role she holds. */
export type StandIn =
  { readonly kind: 'role'; readonly role: string } | { readonly kind: 'person'; readonly at: number }

const nobodysAccount = (): AccountId => {
  const id = '00000000-0000-4000-8000-000000000000'
  if (!isAccountId(id)) throw new Error('An invented id has the shape of an id.')
  return id
}

/** A role nobody holds yet is held by anybody of its audience. */
const holderOf = (portal: Portal, { people }: World, role: string): WorldPerson | undefined =>
  people.find(({ roles }) => roles.includes(role)) ??
  people.find(({ audience }) => audience === own(portal.roles, role)?.audience)

const actorOf = (portal: Portal, world: World, person: WorldPerson, roles: readonly string[]): Actor => {
  const { audience, patient } = person
  const all = byId(world)
  const self = all.get((audience === 'patient' ? patient : person.person) ?? '')
  const facts: Facts = self ? factsIn(portal, all, self).facts : {}
  return { account: nobodysAccount(), powers: [], audience, roles, person: person.person, patient, facts }
}

/** Who acts in a test; null where the portal knows no such role, or it is for nobody who signs in. */
export const actorAs = (portal: Portal, world: World, standIn: StandIn): Actor | null => {
  if (standIn.kind === 'person') {
    const person = world.people[standIn.at]
    return person ? actorOf(portal, world, person, person.roles) : null
  }
  const holder = holderOf(portal, world, standIn.role)
  return holder ? actorOf(portal, world, holder, [standIn.role]) : null
}
