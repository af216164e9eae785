import { describe, expect, test } from 'vitest'
import { pictures } from '../testing/logo.ts'
import { apply } from './apply.ts'
import { canonical } from './canonical.ts'
import { compare } from './compare.ts'
import type { Edit } from './edit.ts'
import { logoMax, logoSize, shownSize } from './logo-picture.ts'
import { merge } from './merge.ts'
import { parsePortal } from './parse.ts'
import type { Logo } from './look-schema.ts'
import type { Portal } from './portal.ts'
import { portalFor, strangersPortal } from './portal-for.ts'
import { practice } from './practice.fixture.ts'

const [green, red] = pictures

const edited = (portal: Portal, ...edits: readonly Edit[]): Portal =>
  edits.reduce((before, edit) => {
    const result = apply(before, edit)
    if (!result.ok) throw new Error(result.refusal.map(({ sentence }) => sentence).join(' '))
    return result.value.portal
  }, portal)
const withLogo = (logo: Logo | null, portal = practice): Portal => edited(portal, { kind: 'set-logo', logo })
const sentences = (before: Portal, after: Portal): readonly string[] =>
  compare(before, after).map(({ sentence }) => sentence)

/** The picture with its bytes changed in some way. */
const changed = (change: (bytes: Buffer) => Buffer): string =>
  change(Buffer.from(green, 'base64')).toString('base64')
const withText =
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAIAAACUgoPjAAAACnRFWHRDb21tZW50AGhpoqJYZgAAAA1JREFUeNpjkM+PgSAADQkCv0zt1BwAAAAASUVORK5CYII='

describe('the picture of a logo', () => {
  test('is a PNG of which the size is known', () => {
    expect(logoSize(green)).toEqual({ width: 3, height: 1 })
    expect(logoSize(red)).toEqual({ width: 3, height: 1 })
  })

  test.each([
    ['nothing', ''],
    ['words', 'a logo'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')],
    ['a JPEG', Buffer.from('ffd8ffe000104a46494600', 'hex').toString('base64')],
    ['a PNG with words in it', withText],
    ['a PNG cut short', changed((bytes) => bytes.subarray(0, -1))],
    ['a PNG without its end', changed((bytes) => bytes.subarray(0, -12))],
    ['a PNG with something behind it', changed((bytes) => Buffer.concat([bytes, Buffer.from('more')]))],
    ['a PNG of which a byte is another', changed((bytes) => bytes.fill(7, 20, 21))],
    ['a PNG with its chunks the wrong way round', changed((bytes) => bytes.copyWithin(12, 37, 41))],
    ['a PNG spaced out', `${green.slice(0, 40)}\n${green.slice(40)}`],
    ['a PNG that is too heavy', changed((bytes) => Buffer.concat([bytes, Buffer.alloc(logoMax.bytes)]))],
  ])('is not %s', (_, picture) => {
    expect(logoSize(picture)).toBeNull()
    const parsed = parsePortal({ ...practice, look: { ...practice.look, logo: { picture } } })
    expect(!parsed.ok && parsed.refusal).toMatchObject([{ path: ['look', 'logo', 'picture'] }])
  })

  test('is shown no larger than it is, and within its room', () => {
    expect(shownSize({ width: 100, height: 40 })).toEqual({ width: 100, height: 40 })
    expect(shownSize({ width: 800, height: 100 })).toEqual({ width: 220, height: 28 })
    expect(shownSize({ width: 240, height: 240 })).toEqual({ width: 60, height: 60 })
    expect(shownSize({ width: 800, height: 1 })).toEqual({ width: 220, height: 1 })
  })
})

test('a logo comes, changes and goes as a review tells it, with both pictures', () => {
  const first = withLogo({ picture: green })
  const second = withLogo({ picture: red }, first)
  expect(compare(practice, first)).toMatchObject([
    {
      sentence: 'Every page gets a logo instead of the practice’s name.',
      redrawn: { before: null, after: green },
    },
  ])
  expect(compare(first, second)).toMatchObject([
    { sentence: 'The logo changes.', redrawn: { before: green, after: red } },
  ])
  expect(compare(second, withLogo(null, second))).toMatchObject([
    { sentence: 'The logo is taken away.', redrawn: { before: red, after: null } },
  ])
  expect(sentences(first, edited(first, { kind: 'change-logo', set: { 'beside-name': true } }))).toEqual([
    'The practice’s name is written beside the logo.',
  ])
  const named = edited(first, { kind: 'set-label', of: ['look', 'logo'], label: { en: 'A maple leaf' } })
  expect(sentences(first, named)).toEqual(['The logo is read out as “A maple leaf”.'])
  expect(sentences(named, edited(named, { kind: 'change-logo', set: { label: null } }))).toEqual([
    'The logo is read out as the practice’s name.',
  ])
})

test('a colour chosen keeps the logo, and every edit of either is undone to the letter', () => {
  const before = withLogo({ picture: green, label: { en: 'Maple', es: 'Arce' } })
  const edits: readonly Edit[] = [
    { kind: 'set-look', look: { colour: '#7a1f4b' } },
    { kind: 'set-logo', logo: { picture: red } },
    { kind: 'set-logo', logo: null },
    { kind: 'change-logo', set: { 'beside-name': true, label: null } },
    { kind: 'set-label', of: ['look', 'logo'], label: { en: 'Maple House', es: 'Arce' } },
  ]
  for (const edit of edits) {
    const result = apply(before, edit)
    if (!result.ok) throw new Error(edit.kind)
    expect(canonical(result.value.portal)).not.toBe(canonical(before))
    expect(canonical(edited(result.value.portal, result.value.inverse))).toBe(canonical(before))
  }
  expect(edited(before, edits[0] ?? { kind: 'set-logo', logo: null }).look.logo).toEqual(before.look.logo)
})

test('what is not drawn by Portico is refused as an edit too, and what is not there has no settings', () => {
  expect(apply(practice, { kind: 'set-logo', logo: { picture: withText } }).ok).toBe(false)
  expect(apply(practice, { kind: 'change-logo', set: { 'beside-name': true } }).ok).toBe(false)
})

test('two who change the logo at once choose between two logos, and never get half of each', () => {
  const base = withLogo({ picture: green })
  const mine = withLogo({ picture: red }, base)
  const theirs = edited(base, { kind: 'change-logo', set: { 'beside-name': true } })
  const both = merge(base, mine, theirs)
  expect(both.overlaps.map(({ path }) => path)).toEqual([['look', 'logo']])
  expect(both.portal.look.logo).toEqual(theirs.look.logo)
})

test('the portal that pages ask for again and again has no picture in it', () => {
  const portal = withLogo({ picture: green })
  expect(strangersPortal(portal).look).toEqual({ colour: practice.look.colour })
  expect(JSON.stringify(portalFor(portal, 'staff', Object.keys(portal.roles)))).not.toContain(green)
})
