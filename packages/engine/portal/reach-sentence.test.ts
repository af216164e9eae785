import { expect, test } from 'vitest'
import { compare } from './compare.ts'
import { portalWith, practice } from './practice.fixture.ts'
import {
  cellReachSentence,
  grantsOf,
  isCellChange,
  isRoleChange,
  roleReachSentence,
} from './reach-sentence.ts'

type Parts = Parameters<typeof portalWith>[0]
const counted = { people: 6, gained: 4310, lost: 0, isAtMost: false }

const told = (parts: Parts, count: Partial<typeof counted>): readonly string[] => {
  const after = portalWith(parts)
  return compare(practice, after).flatMap((change) => {
    if (isRoleChange(change))
      return [roleReachSentence(practice, after, change, count.people ?? counted.people)]
    return isCellChange(change) ? [cellReachSentence(practice, after, change, { ...counted, ...count })] : []
  })
}

const fields = ['patient', 'medication', 'pharmacy', 'days_left']
const readNotes = {
  'permissions.2.fields': [...fields, 'decision_note'],
  'permissions.2.may': ['read', 'create'],
}

test.each<[string, Parts, Partial<typeof counted>, readonly string[]]>([
  [
    'a gain in people and records',
    readNotes,
    {},
    [
      '6 *Front desk* people gain read of *Decision note* on 4,310 records.',
      '6 *Front desk* people gain filling in of *Decision note* on new records.',
    ],
  ],
  [
    'one person and one record',
    { ...readNotes, 'permissions.2.may': ['read'] },
    { people: 1, gained: 1 },
    [
      '1 *Front desk* person gains read of *Decision note* on 1 record.',
      '1 *Front desk* person loses filling in of *Patient*, *Medicine*, *Pharmacy* and *Days left* on new records.',
    ],
  ],
  [
    'a loss',
    { 'permissions.4.fields': fields },
    { gained: 0, lost: 12 },
    ['6 *Nurse* people lose read of *Decision note* on 12 records.'],
  ],
  [
    'other records than before',
    {
      'permissions.2.where': { state: 'submitted' },
      'permissions.2.may': ['read'],
      'permissions.2.fields': ['medication'],
    },
    { gained: 5, lost: 7 },
    expect.arrayContaining([
      '6 *Front desk* people gain read of *Medicine* on 5 records, and lose it on 7 records.',
    ]),
  ],
  [
    'records that are still to come',
    readNotes,
    { gained: 0 },
    expect.arrayContaining(['6 *Front desk* people gain read of *Decision note* on no record so far.']),
  ],
  [
    'too many to look at each',
    readNotes,
    { gained: 2_000_000, isAtMost: true },
    expect.arrayContaining([
      '6 *Front desk* people gain read of *Decision note* on at most 2,000,000 records.',
    ]),
  ],
  [
    'a power given',
    { 'roles.operations.powers': ['build', 'publish', 'export'] },
    { people: 1 },
    ['1 *Operations* person gains this power.'],
  ],
  [
    'a power taken back',
    { 'roles.operations.powers': ['build'] },
    { people: 2 },
    ['2 *Operations* people lose this power.'],
  ],
  [
    'a role that nobody holds yet, and what it may read',
    {
      'roles.letters': { audience: 'staff', label: { en: 'Letters desk' } },
      'permissions.0': { role: 'letters', table: 'refill', may: ['read'], fields: ['patient'] },
    },
    { people: 0 },
    expect.arrayContaining(['Nobody holds *Letters desk* yet.']),
  ],
  [
    'a role for acting for somebody',
    {
      'roles.proxy': { audience: 'patient', proxy: true, label: { en: 'Acting for somebody' } },
      'permissions.0': { role: 'proxy', table: 'patient', may: ['read'], fields: ['name'] },
    },
    { people: 2, gained: 3 },
    expect.arrayContaining([
      '2 people with the role *Acting for somebody* gain read of *Name* on 3 records.',
    ]),
  ],
])('%s is told in people and records', (_what, parts, count, sentences) => {
  expect(told(parts, count)).toEqual(sentences)
})

test('the grants of a cell are those of every permission that names it, with their conditions', () => {
  const portal = portalWith({
    'permissions.3': {
      role: 'front-desk',
      table: 'refill',
      may: ['read'],
      fields: ['medication'],
      where: { state: 'submitted' },
    },
  })
  const cells = { role: 'front-desk', table: 'refill', verb: 'read', fields: ['medication'] } as const
  expect(grantsOf(portal, cells)).toEqual([{ 'patient.location': 'me.location' }, { state: 'submitted' }])
  expect(grantsOf(portal, { ...cells, verb: 'update' })).toEqual([])
  expect(grantsOf(portal, { ...cells, fields: ['days_left'] })).toEqual([
    { 'patient.location': 'me.location' },
  ])
})
