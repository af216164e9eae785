import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Edit } from '../../packages/engine/portal/edit.ts'
import type { Person } from '../person.ts'
import { Practice } from '../practice.ts'

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

type Edits = Parameters<Person['api']['draft']['edit']['mutate']>[0]['edits']

const edit = async (person: Person, ...edits: Edits): Promise<number> => {
  const { revision } = await person.api.draft.load.query()
  return (await person.api.draft.edit.mutate({ revision, edits })).revision
}
const publish = async (person: Person): Promise<{ readonly version: number }> => {
  const { revision } = await person.api.draft.load.query()
  return person.api.draft.publish.mutate({ revision, reason: 'As agreed', key: randomUUID() })
}
/** A refusal's message is its code. */
const codeOf = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => 'done',
    (fault: unknown) => (fault instanceof Error ? fault.message : 'unknown'),
  )

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
  expect(await codeOf(publish(dana))).toBe('not-publishable')
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
  await publish(dana)
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

test('a draft whose rehearsal goes otherwise is not published, and says where and what came', async () => {
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
  expect(await codeOf(publish(dana))).toBe('not-publishable')
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
