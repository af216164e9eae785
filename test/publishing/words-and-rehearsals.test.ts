import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Edit } from '../../packages/engine/portal/edit.ts'
import type { Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { publishAlone, publishTogether } from '../two-people.ts'
import { badDraftTests, outOfReachTests } from './bad-drafts.ts'
import { cell, codeOf, edit, reached } from './drafting.ts'
import { ownRuleTests } from './own-rules.ts'

let practice: Practice
let dana: Person
let sam: Person
beforeAll(async () => {
  practice = await Practice.open({ works: false })
  ;[dana, sam] = await Promise.all([
    practice.as('dana@maple.example.com', 'office'),
    practice.as('sam@maple.example.com', 'office'),
  ])
}, 120_000)
afterAll(() => practice[Symbol.asyncDispose]())

badDraftTests(() => ({ practice, dana }))
ownRuleTests(() => ({ practice, dana, sam }))

const place = ['notices', 'refill-update', 'wording', 'en', 'body']
const body = 'Your cholesterol result came back at 210.\n\n{{link}}\n'
const because = 'Agreed with the lawyer for this one message.'
const isSpoken = async (person: Person): Promise<readonly string[]> =>
  (await person.api.draft.review.query()).problems
    .filter((problem) => problem.severity === 'error')
    .flatMap(({ words }) => words ?? [])

test('a message that speaks of health is a problem that keeps the draft from being published', async () => {
  await edit(dana, {
    kind: 'set-wording',
    notice: 'refill-update',
    language: 'en',
    wording: { subject: 'News from {{portal_name}}', body },
  })
  expect(await isSpoken(dana)).toEqual(['cholesterol', 'result', 'came back at', '210'])
  expect(await codeOf(publishAlone(dana))).toBe('not-publishable')
})

test('operations cannot accept the words, neither outright nor by an undo that would bring it in', async () => {
  const accept: Edit = { kind: 'accept-words', words: await isSpoken(dana), in: place, because }
  const accepted = [{ words: [...(await isSpoken(dana))], in: place, because }]
  expect(await codeOf(edit(dana, { ...accept, words: [...accept.words], in: [...accept.in] }))).toBe(
    'not-found',
  )
  expect(
    await codeOf(edit(dana, { kind: 'restore', parts: [{ path: ['accepted-words'], value: accepted }] })),
  ).toBe('not-found')
  const { portal } = await dana.api.draft.load.query()
  expect(
    await codeOf(
      edit(dana, {
        kind: 'restore',
        parts: [{ path: [], value: { ...portal, 'accepted-words': accepted } }],
      }),
    ),
  ).toBe('not-found')
  expect(await isSpoken(dana)).toHaveLength(4)
})

test('the privacy officer accepts them with a reason, which the review, the version and the trail keep', async () => {
  const words = [...(await isSpoken(sam))]
  expect(await codeOf(edit(sam, { kind: 'accept-words', words, in: place, because: 'short' }))).not.toBe(
    'done',
  )
  await edit(sam, { kind: 'accept-words', words, in: place, because })
  expect(await isSpoken(dana)).toEqual([])
  const { changes, rehearsals } = await dana.api.draft.review.query()
  expect(changes.map(({ sentence }) => sentence)).toContainEqual(expect.stringContaining(because))
  expect(rehearsals.length).toBeGreaterThan(3)
  expect(rehearsals.every(({ passes }) => passes)).toBe(true)
  const { entries } = await sam.api.trail.read.query({ days: 1, verb: 'build' })
  expect(entries.map(({ detail }) => detail)).toContain('accept-words')
  await publishAlone(dana)
  const { live } = await dana.api.draft.load.query()
  expect(live.portal['accepted-words']).toContainEqual({ words, in: place, because })
})

test('an acceptance holds for just these words: another one is a problem again', async () => {
  await edit(dana, {
    kind: 'set-wording',
    notice: 'refill-update',
    language: 'en',
    wording: { subject: 'News from {{portal_name}}', body: `${body}\nAnd your HIV test.` },
  })
  expect(await isSpoken(dana)).toEqual(['HIV', 'test'])
  await edit(dana, {
    kind: 'set-wording',
    notice: 'refill-update',
    language: 'en',
    wording: { subject: 'News from {{portal_name}}', body },
  })
})

test('neither patients nor staff are told what was accepted, or how the portal is rehearsed', async () => {
  const nora = await practice.as('nora@maple.example.com')
  const { portal } = await nora.api.portal.live.query()
  expect(portal).not.toHaveProperty('accepted-words')
  expect(portal).not.toHaveProperty('rehearsals')
})

test('R23 a draft whose rehearsal goes otherwise is not published, and says where and what came', async () => {
  await edit(dana, {
    kind: 'change-transition',
    workflow: 'refill',
    transition: 'approve',
    set: { notice: null },
  })
  const { problems, rehearsals } = await dana.api.draft.review.query()
  expect(rehearsals.filter(({ passes }) => !passes).map(({ id }) => id)).toContain('approved')
  expect(problems.map(({ sentence }) => sentence)).toContainEqual(
    expect.stringMatching(
      /^The rehearsal \*A refill is approved\* goes otherwise at step 7: it expects of the messages sent “\*News for the patient\*”, and “no message” came\./,
    ),
  )
  expect(await codeOf(publishAlone(dana))).toBe('not-publishable')
  await edit(dana, {
    kind: 'change-transition',
    workflow: 'refill',
    transition: 'approve',
    set: { notice: 'refill-update' },
  })
  const { entries } = await sam.api.trail.read.query({ days: 1, verb: 'build' })
  const details = entries.map(({ detail }) => detail)
  expect(details).toContain('rehearse-failed')
  expect(details).toContain('rehearse')
})

const count = async (text: string): Promise<number> =>
  practice.superuser(async (client) => {
    const { rows } = await client.query<{ count: string }>(`select count(*) from ${text}`)
    return Number(rows[0]?.count)
  })
const ask = async (person: Person): Promise<string> => {
  const { revision } = await person.api.draft.load.query()
  return (await person.api.approval.ask.mutate({ revision, reason: 'They need it' })).id
}
const liveVersion = async (): Promise<number> => (await dana.api.draft.load.query()).live.version
const entryDetails = async (verb: 'build' | 'publish'): Promise<readonly (string | null)[]> =>
  (await sam.api.trail.read.query({ days: 2, verb })).entries.map(({ detail }) => detail)

test('R25 a change of access is told in people and records, from what is there', async () => {
  await edit(
    dana,
    cell('operations', 'patient', 'name', { location: 'me.location' }),
    cell('proxy', 'patient', 'phone'),
    { kind: 'add-role', role: 'letters', as: { audience: 'staff', label: { en: 'Letters desk' } } },
    cell('letters', 'patient', 'name'),
    { kind: 'change-role', role: 'front-desk', set: { powers: ['export'] } },
    { kind: 'set-cell', role: 'nurse', table: 'patient', field: 'phone', verb: 'read', on: false },
  )
  const patients = await count('data.patient where _deleted is null')
  const near = await count(
    `data.patient p join data.staff s on s.location = p.location and s.name = 'Dana Whitfield'`,
  )
  const nurses = await count(`portico.account_role where role = 'nurse'`)
  expect(near).toBeLessThan(patients)
  const said = await reached(dana)
  expect(said).toEqual(
    expect.arrayContaining([
      `1 *Operations* person gains read of *Name* on ${near} records.`,
      '1 person with the role *Acting for somebody* gains read of *Phone* on 1 record.',
      'Nobody holds *Letters desk* yet.',
      '2 *Front desk* people gain this power.',
      `${nurses} *Nurse* people lose read of *Phone* on ${patients} records.`,
    ]),
  )
})

test('R25 nobody publishes wider access alone, neither who builds nor who may approve', async () => {
  const before = await liveVersion()
  expect(await codeOf(publishAlone(dana))).toBe('approval-needed')
  expect(await codeOf(publishAlone(sam))).toBe('approval-needed')
  expect(await liveVersion()).toBe(before)
})

test('what is asked for is fixed, and decided by somebody else who holds the power and signed in just now', async () => {
  const id = await ask(dana)
  expect(await ask(dana), 'asked again it is the same').toBe(id)
  const page = await dana.api.approval.load.query()
  expect(page.approvers).toEqual(['Sam Iverson'])
  expect(page.asking).toMatchObject({ id, askedBy: { isMe: true }, mayDecide: false, waitsUntil: null })
  expect((await sam.api.approval.watch.query()).forMe).toBe(1)
  expect((await dana.api.approval.watch.query()).forMe).toBe(0)

  expect(await codeOf(dana.api.approval.approve.mutate({ id }))).toBe('not-found')
  const alex = await practice.as('alex@maple.example.com', 'office')
  expect(await codeOf(alex.api.approval.approve.mutate({ id }))).toBe('not-found')
  await practice.superuser((client) =>
    client.query(`update portico.session set fresh_at = fresh_at - interval '16 minutes'`),
  )
  expect(await codeOf(sam.api.approval.approve.mutate({ id }))).toBe('fresh-sign-in-needed')
  sam = await practice.as('sam@maple.example.com', 'office')

  await edit(dana, cell('operations', 'patient', 'birth_date', { location: 'me.location' }))
  expect(await codeOf(sam.api.approval.approve.mutate({ id })), 'not what was asked for').toBe(
    'draft-changed',
  )
  expect((await dana.api.approval.load.query()).asking).toBeNull()
})

test('it can be taken back by who asked, and declined with a reason that she reads', async () => {
  const first = await ask(dana)
  expect(await codeOf(sam.api.approval.withdraw.mutate({ id: first }))).toBe('not-found')
  await dana.api.approval.withdraw.mutate({ id: first })
  expect(await codeOf(sam.api.approval.approve.mutate({ id: first }))).toBe('not-found')
  const id = await ask(dana)
  expect(await codeOf(dana.api.approval.decline.mutate({ id, reason: 'No' }))).not.toBe('done')
  const telling = { id, reason: 'Elsa Lindqvist has HIV' }
  expect(await codeOf(sam.api.approval.decline.mutate(telling))).toBe('reason-tells')
  await sam.api.approval.decline.mutate({ id, reason: 'Operations does not need birth dates' })
  const { asking, last } = await dana.api.approval.load.query()
  expect(asking).toBeNull()
  expect(last).toMatchObject({ outcome: 'declined', answer: 'Operations does not need birth dates' })
  expect(await codeOf(publishAlone(dana))).toBe('approval-needed')
})

test('with a second person it goes live, and version and trail name both', async () => {
  const before = await liveVersion()
  await edit(dana, {
    kind: 'set-cell',
    role: 'operations',
    table: 'patient',
    field: 'birth_date',
    verb: 'read',
    on: false,
  })
  expect(await publishTogether(dana, sam)).toBe(before + 1)
  const { rows } = await practice.superuser((client) =>
    client.query<{ both: boolean }>(
      'select published_by <> approved_by as both from portico.version order by number desc limit 1',
    ),
  )
  expect(rows).toEqual([{ both: true }])
  expect(await entryDetails('build')).toEqual(
    expect.arrayContaining(['ask-approval', 'withdraw-asking', 'decline-draft', 'approve-draft']),
  )
  expect(await entryDetails('publish')).toContain('with-approval')
  const { last } = await dana.api.approval.load.query()
  expect(last).toMatchObject({ outcome: 'approved', decidedBy: { name: 'Sam Iverson' }, version: before + 1 })
})

test('narrower access, and words, need one person only; why they go live may name what the draft names', async () => {
  const label = { en: 'Neurology desk', es: 'Mesa de neurología' }
  const revision = await edit(
    dana,
    { kind: 'set-label', of: ['roles', 'front-desk'], label },
    { kind: 'set-cell', role: 'operations', table: 'patient', field: 'name', verb: 'read', on: false },
    { kind: 'change-role', role: 'front-desk', set: { powers: null } },
  )
  const before = await liveVersion()
  const publish = (reason: string) => dana.api.draft.publish.mutate({ revision, reason, key: randomUUID() })
  expect(await codeOf(publish('Elsa Lindqvist has HIV and asks for neurology'))).toBe('reason-tells')
  expect((await publish('There is a desk for neurology now')).version).toBe(before + 1)
})

test('who takes the power to approve away needs a second person too', async () => {
  const { powers = [] } = (await dana.api.draft.load.query()).portal.roles['privacy-officer'] ?? {}
  const less = powers.filter((power) => power !== 'approve')
  await edit(dana, { kind: 'change-role', role: 'privacy-officer', set: { powers: less } })
  expect(await codeOf(publishAlone(dana))).toBe('approval-needed')
  await edit(dana, { kind: 'change-role', role: 'privacy-officer', set: { powers: [...powers] } })
})

test('where nobody else can approve it waits 24 hours, and somebody else looks at it afterwards', async () => {
  await edit(sam, cell('operations', 'patient', 'name', { location: 'me.location' }))
  const before = await liveVersion()
  await ask(sam)
  const alone = await sam.api.approval.load.query()
  expect(alone.approvers).toEqual([])
  expect(alone.asking?.hasWaited).toBe(false)
  expect(alone.asking?.waitsUntil).not.toBeNull()
  await practice.jump(24 * 3600 - 60)
  sam = await practice.as('sam@maple.example.com', 'office')
  expect(await codeOf(publishAlone(sam))).toBe('approval-needed')
  await practice.jump(120)
  sam = await practice.as('sam@maple.example.com', 'office')
  expect(await publishAlone(sam)).toBe(before + 1)
  expect(await entryDetails('publish')).toContain('after-waiting')

  const [item] = (await sam.api.approval.load.query()).reviews
  expect(item).toMatchObject({ version: before + 1, askedBy: { isMe: true }, mayReview: false })
  expect(item?.sentences.join()).toMatch(/^\*Operations\* can now read \*Name\*/)
  const id = item?.id ?? ''
  expect(await codeOf(sam.api.approval.review.mutate({ id }))).toBe('not-found')
  const role = `insert into portico.account_role select id, 'privacy-officer' from portico.account where person = $1`
  await practice.superuser((client) => client.query(role, ['30000000-0000-4000-8000-000000000006']))
  dana = await practice.as('dana@maple.example.com', 'office')
  expect((await dana.api.approval.watch.query()).forMe).toBe(1)
  await dana.api.approval.review.mutate({ id })
  expect((await sam.api.approval.load.query()).reviews).toEqual([])
  expect(await entryDetails('build')).toContain('review-alone')
})

outOfReachTests(() => ({ practice, dana }))
