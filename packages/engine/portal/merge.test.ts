import { expect, test } from 'vitest'
import { randomEdit } from '../testing/random-edit.ts'
import { randomSoundPortal } from '../testing/random-portal.ts'
import { randomFrom, type Random } from '../testing/random.ts'
import { apply } from './apply.ts'
import { between, ledBy } from './between.ts'
import { canonical } from './canonical.ts'
import { compare } from './compare.ts'
import type { Edit } from './edit.ts'
import { merge } from './merge.ts'
import { own } from './own.ts'
import type { Portal } from './portal.ts'
import { practice } from './practice.fixture.ts'

const scripts = Number(process.env['SCRIPTS'] ?? 250)
const seed = Number(process.env['SEED'] ?? 60642)

const made = (portal: Portal, ...edits: readonly Edit[]): Portal =>
  edits.reduce((now, edit) => {
    const result = apply(now, edit)
    if (!result.ok) throw new Error(`${edit.kind}: ${JSON.stringify(result.refusal)}`)
    return result.value.portal
  }, portal)

const script = (random: Random, start: Portal): { portal: Portal; edits: readonly Edit[] } => {
  let portal = start
  const edits: Edit[] = []
  const length = 1 + random.below(5)
  for (let tries = 0; tries < length * 3 && edits.length < length; tries += 1) {
    const edit = randomEdit(random, portal)
    const result = apply(portal, edit)
    if (!result.ok) continue
    portal = result.value.portal
    edits.push(edit)
  }
  return { portal, edits }
}

test(`of ${String(scripts)} pairs of random scripts, it makes no difference whose come first (seed ${String(seed)})`, () => {
  let apart = 0
  for (let pair = 0; pair < scripts; pair += 1) {
    const random = randomFrom(seed + pair)
    const start = pair % 2 === 0 ? practice : randomSoundPortal(random)
    const [mine, theirs] = [script(random, start), script(random, start)]
    const says = `seed ${String(seed + pair)}`
    const one = merge(start, mine.portal, theirs.portal)
    const other = merge(start, theirs.portal, mine.portal, () => 'mine')
    expect(canonical(one.portal), says).toBe(canonical(other.portal))
    expect(one.overlaps.length, says).toBe(other.overlaps.length)
    if (one.overlaps.length > 0) continue
    apart += 1
    // What she did is put on top of theirs by one edit, and theirs on top of hers: the same portal.
    for (const side of [mine.portal, theirs.portal]) {
      const step = between(side, one.portal)
      expect(canonical(step ? made(side, step) : side), says).toBe(canonical(one.portal))
      const back = between(one.portal, side)
      expect(canonical(back ? made(one.portal, back) : side), says).toBe(canonical(side))
    }
  }
  expect(apart).toBeGreaterThan(scripts / 5)
}, 600_000)

/** Null where both did the same, which the second cannot do again. */
const madeIfAble = (edits: readonly Edit[]): Portal | null => {
  try {
    return made(practice, ...edits)
  } catch {
    return null
  }
}

/** By the name of a field that another one took the place of in between: only the old one can be meant. */
const speaksOfReplaced = (first: readonly Edit[], then: readonly Edit[]): boolean =>
  first.some((edit) => edit.kind === 'change-kind' && JSON.stringify(then).includes(`"${edit.field}"`))

/** Asked in the last section, which is another one by then than whoever asked saw. */
const saysNoSection = (first: readonly Edit[], then: readonly Edit[]): boolean =>
  first.some((edit) => edit.kind === 'add-section' && own(practice.forms, edit.form)?.order !== undefined) &&
  then.some((edit) => edit.kind === 'add-question' && edit.question.section === undefined)

test('edits of different things, made one after the other, are what they are when merged', () => {
  let same = 0
  for (let pair = 0; pair < scripts; pair += 1) {
    const random = randomFrom(seed + 50_000 + pair)
    const [mine, theirs] = [script(random, practice), script(random, practice)]
    // To take away what is not there changes nothing for one of them, and something after the other's edit.
    const takesAway = (edit: Edit): boolean =>
      ('set' in edit && Object.values(edit.set).includes(null)) ||
      (edit.kind === 'set-logo' && edit.logo === null)
    const isPlaced = (edit: Edit): boolean =>
      'at' in edit || 'to' in edit || edit.kind === 'restore' || takesAway(edit)
    const { portal, overlaps } = merge(practice, mine.portal, theirs.portal)
    const all = [...mine.edits, ...theirs.edits]
    if (overlaps.length > 0 || all.some(isPlaced)) continue
    for (const [first, then] of [
      [mine.edits, theirs.edits],
      [theirs.edits, mine.edits],
    ] as const) {
      if (speaksOfReplaced(first, then) || saysNoSection(first, then)) continue
      const edits = [...first, ...then]
      const after = madeIfAble(edits)
      if (!after) continue
      // Of two things that each added to one list, one must stand first.
      const apart = compare(portal, after).filter(
        ({ kind, sentence }) => kind !== 'change-order' && !sentence.includes(' asks in another order: '),
      )
      expect(apart, JSON.stringify(edits)).toEqual([])
      same += 1
    }
  }
  expect(same).toBeGreaterThan(10)
}, 600_000)

const label = (en: string): Edit => ({
  kind: 'set-label',
  of: ['tables', 'refill', 'fields', 'medication'],
  label: { en },
})

test('what both changed is told with the value of each, and is theirs until somebody chooses', () => {
  const [mine, theirs] = [made(practice, label('Drug')), made(practice, label('Tablets'))]
  const { portal, overlaps } = merge(practice, mine, theirs)
  expect(overlaps).toHaveLength(1)
  expect(overlaps[0]?.path.slice(0, 5)).toEqual(['tables', 'refill', 'fields', 'medication', 'label'])
  expect(JSON.stringify([overlaps[0]?.mine, overlaps[0]?.theirs])).toMatch(/Drug.*Tablets/)
  expect(canonical(portal)).toBe(canonical(theirs))
  expect(canonical(merge(practice, mine, theirs, () => 'mine').portal)).toBe(canonical(mine))
})

test('two people who did the same agree, so that a call whose answer was lost can be made again', () => {
  const once = made(practice, label('Drug'))
  expect(merge(practice, once, once)).toEqual({ portal: once, overlaps: [] })
  expect(merge(practice, once, made(once, { kind: 'set-name', name: { en: 'Oak' } })).overlaps).toEqual([])
})

test('two cells of one row of the matrix are two things; the same cell otherwise is one', () => {
  const [role = ''] = Object.keys(practice.roles)
  const cell = (field: string, on: boolean): Edit => ({
    kind: 'set-cell',
    role,
    table: 'refill',
    field,
    verb: 'read',
    on,
  })
  const [first = '', second = ''] = Object.keys(practice.tables['refill']?.fields ?? {})
  const bare = made(practice, cell(first, false), cell(second, false))
  const { portal, overlaps } = merge(bare, made(bare, cell(first, true)), made(bare, cell(second, true)))
  expect(overlaps).toEqual([])
  expect(compare(portal, made(bare, cell(first, true), cell(second, true)))).toEqual([])
})

test('what one took away and the other has come to need is one thing for both', () => {
  const queue: Edit = {
    kind: 'add-queue',
    queue: 'spare',
    as: { roles: Object.keys(practice.roles).slice(0, 1) },
  }
  const base = made(practice, queue)
  const [workflow = ''] = Object.keys(base.workflows)
  const state = Object.keys(base.workflows[workflow]?.states ?? {})[0] ?? ''
  const gone = made(base, { kind: 'remove-queue', queue: 'spare' })
  const needed = made(base, { kind: 'change-state', workflow, state, set: { queue: 'spare' } })
  for (const [mine, theirs] of [
    [gone, needed],
    [needed, gone],
  ] as const)
    expect(merge(base, mine, theirs).overlaps.map(({ path }) => path)).toEqual([['queues', 'spare']])
  expect(merge(base, gone, needed, () => 'theirs').portal.queues['spare']).toBeDefined()
})

test('a portal is led back step by step to the letter of its hash', () => {
  const random = randomFrom(seed)
  const { portal, edits } = script(random, practice)
  const backs: Edit[] = []
  let now = practice
  for (const edit of edits) {
    const next = made(now, edit)
    const back = between(next, now)
    if (back) backs.unshift(back)
    now = next
  }
  const start = ledBy(portal, backs)
  expect(start && canonical(start)).toBe(canonical(practice))
  expect(ledBy(portal, [label('Drug')])).toBeNull()
})

test('two people who each add somebody to one list of ids have both; where nobody would be left, one of them decides', () => {
  const roles = (...ids: [string, ...string[]]): Edit => ({
    kind: 'change-queue',
    queue: 'nurse',
    set: { roles: ids },
  })
  const base = made(practice, roles('nurse', 'provider'))
  const both = merge(
    base,
    made(base, roles('nurse', 'provider', 'front-desk')),
    made(base, roles('operations', 'nurse', 'provider')),
  )
  expect(both.overlaps).toEqual([])
  expect(both.portal.queues['nurse']?.roles).toEqual(['operations', 'nurse', 'provider', 'front-desk'])
  const exchanged = merge(
    base,
    made(base, roles('nurse')),
    made(base, roles('nurse', 'provider', 'front-desk')),
  )
  expect(exchanged.portal.queues['nurse']?.roles).toEqual(['nurse', 'front-desk'])
  const emptied = merge(base, made(base, roles('nurse')), made(base, roles('provider')))
  expect(emptied.overlaps.map(({ path }) => path)).toEqual([['queues', 'nurse', 'roles']])
  expect(emptied.portal.queues['nurse']?.roles).toEqual(['provider'])
})

test('what a colleague makes of a field whose kind is changed meanwhile is made of the one in its place', () => {
  const path = ['tables', 'refill', 'fields', 'pharmacy'] as const
  const changed = made(practice, {
    kind: 'change-kind',
    table: 'refill',
    field: 'pharmacy',
    into: 'pharmacy_2',
    as: { kind: 'long-text', class: 'identifier', label: { en: 'Pharmacy' } },
  })
  const theirs = made(
    practice,
    {
      kind: 'add-check',
      form: 'refill',
      check: 'somewhere',
      as: { 'only-when': { pharmacy: { 'is-blank': false } }, at: 'pharmacy', say: { en: 'Say where.' } },
    },
    { kind: 'set-label', of: [...path], label: { en: 'Where to' } },
    { kind: 'set-cell', role: 'provider', table: 'refill', field: 'pharmacy', verb: 'export', on: true },
  )
  const { portal, overlaps } = merge(practice, changed, theirs)
  expect(overlaps).toEqual([])
  expect(portal.forms['refill']?.checks?.['somewhere']).toMatchObject({
    'only-when': { pharmacy_2: { 'is-blank': false } },
    at: 'pharmacy_2',
  })
  expect(portal.tables['refill']?.fields['pharmacy_2']).toMatchObject({ label: { en: 'Where to' } })
  const exporting = portal.permissions.filter(
    ({ may, role }) => role === 'provider' && may.includes('export'),
  )
  expect(exporting.map(({ fields }) => fields)).toEqual([['pharmacy_2']])
  expect(canonical(merge(practice, theirs, changed).portal)).toBe(canonical(portal))
})

test('what is asked while somebody else divides the form comes into the section that has all the rest', () => {
  const divided = made(practice, {
    kind: 'add-section',
    form: 'refill',
    section: 'about',
    as: { label: { en: 'About it' } },
  })
  const asked = made(practice, { kind: 'add-question', form: 'refill', question: { ask: 'patient' } })
  const { portal, overlaps } = merge(practice, divided, asked)
  expect(overlaps).toEqual([])
  expect(portal.forms['refill']?.questions.at(-1)).toEqual({ ask: 'patient', section: 'about' })
  expect(new Set(portal.forms['refill']?.questions.map(({ section }) => section))).toEqual(new Set(['about']))
})
