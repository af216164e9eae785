import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { abilityFor, fieldsOf, may } from '@portico/engine/access/ability'
import { spec } from '@portico/engine/access/spec'
import { isPrivate } from '@portico/engine/field/class'
import { permissionSentence } from '@portico/engine/portal/sentence'
import { verbs, type Portal } from '@portico/engine/portal/portal'
import { renameAlong } from '@portico/engine/portal/rename-along'
import { rehearse } from '@portico/engine/rehearsal/rehearse'
import { randomActor, randomWorld, recordFactsIn, type World } from '@portico/engine/testing/random-world'
import { randomFrom, type Random } from '@portico/engine/testing/random'
import { readFolder } from './portal-folder.ts'
import { readTemplates } from './template.ts'

const folder = new URL('../../../templates/', import.meta.url).pathname
const templates = await readTemplates()
const portalOf = async (id: string): Promise<Portal> => {
  const { portal } = await readFolder(join(folder, id))
  if (!portal) throw new Error(`${id} cannot be read.`)
  return portal
}

test('three complete templates are offered, the one most practices need first and nothing at all last', () => {
  expect(templates.map(({ id }) => id)).toEqual([
    'family-practice',
    'behavioural-health',
    'patients-rights',
    'empty',
  ])
  for (const { name, about, workflows, roles } of templates) {
    for (const text of [name, about, ...workflows, ...roles]) expect(text.es).toBeTruthy()
    expect(roles.length).toBeGreaterThan(0)
  }
})

/** Every end of every workflow, as `workflow state`. */
const endsOf = (portal: Portal): readonly string[] =>
  Object.entries(portal.workflows).flatMap(([id, { states }]) =>
    Object.keys(states).flatMap((state) => (states[state]?.ends ? [`${id} ${state}`] : [])),
  )

const walkedTo = (portal: Portal): ReadonlySet<string> =>
  new Set(
    Object.values(portal.rehearsals ?? {}).flatMap(({ workflow, steps }) =>
      steps.map(({ expect: expected }) => `${workflow} ${expected?.state ?? ''}`),
    ),
  )

/** Invented records, and every request in one of the states of its own workflow. */
const worldOf = (random: Random, portal: Portal): World =>
  randomWorld(random, portal, 6).map((record) => {
    const workflow = Object.values(portal.workflows).find(({ table }) => table === record.table)
    if (!workflow) return record
    return { ...record, values: { ...record.values, state: random.pick(Object.keys(workflow.states)) } }
  })

const privateFields = (portal: Portal, table: string): readonly string[] =>
  Object.entries(portal.tables[table]?.fields ?? {}).flatMap(([field, { class: kept }]) =>
    isPrivate(kept) ? [field] : [],
  )

describe.each(templates.map(({ id }) => id))('%s', (id) => {
  test('no patient and nobody who acts for one reads anything private of another, and no sentence says so', async () => {
    const portal = await portalOf(id)
    const random = randomFrom(20_261_123)
    const world = worldOf(random, portal)
    const [herself, other] = world.filter(({ table }) => portal.tables[table]?.people === 'patient')
    if (!herself || !other) throw new Error('There are two patients.')
    const roles = Object.keys(portal.roles).filter((role) => portal.roles[role]?.audience === 'patient')
    const actor = {
      ...randomActor(random, portal, world, 'patient'),
      roles,
      patient: herself.id,
      person: herself.id,
    }
    const ability = abilityFor(portal, actor, '2026-11-23')
    expect(
      fieldsOf(ability, 'read', herself.table, recordFactsIn(portal, world, herself)).size,
    ).toBeGreaterThan(0)
    for (const record of world) {
      const facts = recordFactsIn(portal, world, record)
      if (facts.owner === herself.id) continue
      const read = fieldsOf(ability, 'read', record.table, facts)
      expect(
        privateFields(portal, record.table).filter((field) => read.has(field)),
        record.table,
      ).toEqual([])
    }
    for (const permission of portal.permissions)
      if (roles.includes(permission.role) && privateFields(portal, permission.table).length > 0)
        expect(permissionSentence(portal, permission)).not.toContain(' of all ')
  })

  test('has no problem and no hint, in its words neither, and accepts none of them', async () => {
    const { portal, people, problems } = await readFolder(join(folder, id))
    expect(problems).toEqual([])
    expect(portal?.['accepted-words']).toBeUndefined()
    expect(people?.accounts.length).toBeGreaterThan(0)
  })

  test('has no part that seems to bear an earlier name of its workflow', async () => {
    const portal = await portalOf(id)
    expect(Object.keys(portal.workflows).flatMap((workflow) => renameAlong(portal, workflow))).toEqual([])
  })

  test('passes its rehearsals, and they walk to every end', async () => {
    const portal = await portalOf(id)
    const failing = Object.entries(portal.rehearsals ?? {})
      .map(([name, rehearsal]) => rehearse(portal, name, rehearsal))
      .filter(({ passes }) => !passes)
    expect(failing).toEqual([])
    const walked = walkedTo(portal)
    expect(endsOf(portal).filter((end) => !walked.has(end))).toEqual([])
  })

  test('gives nobody more than the oracle says, in any state of any request', async () => {
    const portal = await portalOf(id)
    const [seed, today] = [20_261_122, '2026-11-23']
    const random = randomFrom(seed)
    for (let round = 0; round < 40; round += 1) {
      const world = worldOf(random, portal)
      const actor = randomActor(random, portal, world, random.pick(['patient', 'staff'] as const))
      const ability = abilityFor(portal, actor, today)
      for (const record of world) {
        const facts = recordFactsIn(portal, world, record)
        for (const verb of verbs) {
          const told = spec(portal, actor, verb, record.table, facts, today)
          const found = {
            record: may(ability, verb, record.table, facts),
            fields: fieldsOf(ability, verb, record.table, facts),
          }
          expect(found, `seed ${String(seed)}, round ${String(round)}`).toEqual(told)
        }
      }
    }
  })
})

/** What a role may ever read of a table, whatever the record. */
const everRead = (portal: Portal, role: string, table: string): ReadonlySet<string> =>
  new Set(
    portal.permissions
      .filter((one) => one.role === role && one.table === table && one.may.includes('read'))
      .flatMap(({ fields }) => fields),
  )

test('a psychotherapy note is read by its author alone, by whatever role', async () => {
  const { permissions } = await portalOf('behavioural-health')
  const reading = permissions.filter(
    ({ table, fields, may }) => table === 'session' && may.includes('read') && fields.includes('note'),
  )
  expect(reading).toEqual([
    { role: 'therapist', table: 'session', may: ['read'], fields: ['note'], where: { assignee: 'me' } },
  ])
})

test('R160 what a consent shares is seen by whom it names, while it is in force and up to its last day', async () => {
  const { permissions, roles } = await portalOf('behavioural-health')
  const seeing = permissions.filter(
    ({ role, table, fields, may }) =>
      roles[role]?.audience === 'staff' &&
      table === 'consent' &&
      may.includes('read') &&
      fields.includes('shared'),
  )
  expect(seeing.map(({ role, where }) => [role, where])).toEqual([
    ['therapist', { assignee: 'me' }],
    ['therapist', { recipient: 'me', state: 'in-force', until: { '>=': 'today' } }],
    ['prescriber', { recipient: 'me', state: 'in-force', until: { '>=': 'today' } }],
  ])
})

test('a parent reads nothing of a teenager’s consents and sessions, and no reason of anything', async () => {
  const portal = await portalOf('behavioural-health')
  expect(['consent', 'session'].flatMap((table) => [...everRead(portal, 'proxy', table)])).toEqual([])
  const hidden = { intake: ['reason', 'earlier_care', 'reply'], appointment: ['visit_reason', 'reply'] }
  for (const [table, fields] of Object.entries(hidden))
    expect(fields.filter((field) => everRead(portal, 'proxy', table).has(field))).toEqual([])
})

test('only the privacy officer reads complaints, and no representative what is kept from her', async () => {
  const portal = await portalOf('patients-rights')
  const staff = Object.keys(portal.roles).filter((role) => portal.roles[role]?.audience === 'staff')
  expect(staff.filter((role) => everRead(portal, role, 'complaint').size > 0)).toEqual(['privacy-officer'])
  for (const table of ['complaint', 'restriction', 'confidential-contact'])
    expect([...everRead(portal, 'proxy', table)]).toEqual([])
})

test.each([
  ['records-copy', 30],
  ['amendment', 60],
  ['accounting', 60],
])(
  'R156 R158 %s is late after its days and one extension of thirty, with the reason told to the patient',
  async (id, days) => {
    const portal = await portalOf('patients-rights')
    const workflow = portal.workflows[id]
    expect(workflow?.states['received']?.due).toMatchObject({
      within: `${String(days)} days`,
      then: 'run-late',
    })
    expect(workflow?.states['extended']?.due).toMatchObject({ within: '30 days', then: 'run-late' })
    const longer = Object.values(workflow?.transitions ?? {}).filter(({ to }) => to === 'extended')
    expect(longer).toMatchObject([{ from: ['received'], notice: 'patient-news' }])
    expect(longer[0]?.asks).toContain('extension_reason')
    expect(everRead(portal, 'patient', id).has('extension_reason')).toBe(true)
  },
)
