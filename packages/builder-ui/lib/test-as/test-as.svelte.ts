import type { Portal } from '@portico/engine/portal/portal'
import { inventedWorld } from '@portico/engine/test-as/invented-world'
import { sightOf, type Sight } from '@portico/engine/test-as/sight'
import { actorAs, type StandIn } from '@portico/engine/test-as/stand-in'
import type { World } from '@portico/engine/test-as/world'
import { refusalOf, type Answer, type Calls } from '#lib/calls.ts'
import { roleLabel, stateLabel, workflowLabel } from '#lib/draft/label.ts'
import { sentenceOf } from '#lib/refusal-sentence.ts'
import { testAsWords } from './test-as-words.ts'

type Begun = Answer<Calls['access']['testAs']['mutate']>
export type Of = 'draft' | 'live'
/** One of those through whose eyes one can look, by a key for the list of choices. */
export type Choice = { readonly key: string; readonly label: string; readonly standIn: StandIn }

/** What one side of the page shows: who looks, with which roles, and what comes through. */
export type Side = {
  readonly key: string
  readonly name: string
  readonly roles: readonly string[]
  readonly audience: 'patient' | 'staff'
  readonly sight: Sight
}

const signsIn = (portal: Portal, role: string): boolean =>
  ['patient', 'staff'].includes(portal.roles[role]?.audience ?? '')

const once = (all: readonly string[]): string[] => all.filter((one, at) => all.indexOf(one) === at)

const rolesIn = (portal: Portal, roles: readonly string[]): string =>
  roles.map((role) => roleLabel(portal, role)).join(', ')

/** The key of a role in the list of choices. */
export const roleKey = (role: string): string => `role ${role}`

const isRole = (key: string): boolean => key.startsWith(roleKey(''))

/** A stage a request can be at, by a key for the list of choices. */
type Stage = {
  readonly key: string
  readonly label: string
  readonly workflow: string
  readonly state: string
}

const atStage = (world: World, { workflow, state }: Stage): World => ({
  ...world,
  records: world.records.filter(
    ({ request }) => request === null || (request.workflow === workflow && request.state === state),
  ),
})

/** A test of the draft or the live version through the eyes of one or two: it shows, and changes nothing. */
export class TestAs {
  of: Of = $state('draft')
  first = $state('')
  second = $state('')
  /** The stage of an invented request that alone is looked at; none where all there is is shown. */
  #stage = $state('')
  isBusy = $state(false)
  no: string | null = $state(null)
  /** Who was asked for, once the trail says so. */
  shown: readonly string[] = $state.raw([])

  #calls: Calls
  #portal: (of: Of) => Portal
  #settled: () => Promise<void>
  #begun: Begun | null = $state.raw(null)

  /** `settled` is when the draft is saved and looked into: the server knows no role that is only here yet. */
  constructor(calls: Calls, portal: (of: Of) => Portal, settled: () => Promise<void>) {
    this.#calls = calls
    this.#portal = portal
    this.#settled = settled
  }

  get portal(): Portal {
    return this.#portal(this.of)
  }

  get isDemo(): boolean {
    return this.#begun?.world != null && this.#stage === ''
  }

  get stage(): string {
    return this.#stage
  }

  /** Whose request it would be is invented too, so nobody of a demo can look at it. */
  set stage(key: string) {
    const isPerson = [this.first, this.second].some((one) => one !== '' && !isRole(one))
    if (isPerson && this.#begun?.world != null) {
      this.first = this.second = ''
      this.shown = []
    }
    this.#stage = key
  }

  /** Every stage of every workflow: of each there is an invented request. */
  get stages(): readonly Stage[] {
    const { portal } = this
    return Object.entries(portal.workflows).flatMap(([workflow, { states }]) =>
      Object.keys(states).map((state) => ({
        key: `${workflow} ${state}`,
        label: testAsWords.stage(workflowLabel(portal, workflow), stateLabel(portal, workflow, state)),
        workflow,
        state,
      })),
    )
  }

  /** Before the first look nobody knows whether there are people of a demo: then only roles can be chosen. */
  get world(): World | null {
    const begun = this.#begun
    if (!begun) return null
    if (begun.world && this.#stage === '') return begun.world
    const world = inventedWorld(this.portal, begun.now)
    const stage = this.stages.find(({ key }) => key === this.#stage)
    return stage ? atStage(world, stage) : world
  }

  get choices(): readonly Choice[] {
    const { portal, world } = this
    const roles = Object.keys(portal.roles)
      .filter((role) => signsIn(portal, role))
      .map((role) => ({
        key: roleKey(role),
        label: testAsWords.role(roleLabel(portal, role)),
        standIn: { kind: 'role', role } as const,
      }))
    const people = (world?.people ?? []).map(({ name, roles: held }, at) => ({
      key: `person ${at}`,
      label: testAsWords.person(name, rolesIn(portal, held)),
      standIn: { kind: 'person', at } as const,
    }))
    return [...roles, ...people]
  }

  get sides(): readonly Side[] {
    return this.shown.flatMap((key) => this.#sideOf(key) ?? [])
  }

  async show(): Promise<void> {
    const keys = [this.first, this.second].filter((key) => this.choices.some((choice) => choice.key === key))
    if (this.isBusy || keys.length === 0) return
    this.isBusy = true
    this.no = null
    try {
      if (this.of === 'draft') await this.#settled()
      const roles = once(keys.flatMap((key) => this.#rolesOf(key)))
      this.#begun = await this.#calls.access.testAs.mutate({ of: this.of, roles })
      this.shown = once(keys)
    } catch (fault) {
      this.no = sentenceOf(refusalOf(fault))
    } finally {
      this.isBusy = false
    }
  }

  /** Another version is another portal: what was shown of the one before goes. */
  turnTo(of: Of): void {
    this.of = of
    this.#stage = ''
    this.shown = []
  }

  #rolesOf(key: string): readonly string[] {
    const standIn = this.choices.find((choice) => choice.key === key)?.standIn
    if (standIn === undefined) return []
    const held = standIn.kind === 'role' ? [standIn.role] : (this.world?.people[standIn.at]?.roles ?? [])
    return held.filter((role) => this.portal.roles[role] !== undefined)
  }

  #sideOf(key: string): Side | null {
    const { portal, world } = this
    const standIn = this.choices.find((choice) => choice.key === key)?.standIn
    const actor = standIn && world ? actorAs(portal, world, standIn) : null
    if (!actor || !world || (actor.audience !== 'patient' && actor.audience !== 'staff')) return null
    const self = world.people.find(
      ({ person, patient }) => person === actor.person && patient === actor.patient,
    )
    const [role = ''] = actor.roles
    return {
      key,
      name: self?.name ?? roleLabel(portal, role),
      roles: actor.roles,
      audience: actor.audience,
      sight: sightOf(portal, world, actor),
    }
  }
}
