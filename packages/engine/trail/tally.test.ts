import { describe, expect, test } from 'vitest'
import { maple } from '../testing/maple.ts'
import type { Entry } from './entry.ts'
import { entryInWords } from './entry-words.ts'
import { byDay, byDoer, byPatient } from './tally.ts'
import { unusual } from './unusual.ts'

let seq = 0
const entry = (changes: Partial<Entry> = {}): Entry => ({
  seq: String(++seq),
  at: '2026-11-23T15:00:00.000000Z',
  verb: 'open',
  outcome: 'done',
  code: null,
  account: 'nora',
  person: 'nora-person',
  audience: 'staff',
  roles: ['nurse'],
  onBehalfOf: null,
  version: 1,
  table: 'refill',
  records: [],
  patients: ['ada'],
  fields: [],
  detail: null,
  address: null,
  browser: null,
  session: null,
  ...changes,
})

describe('who did something to a patient’s records', () => {
  test('R67 opening, listing, changing and being refused are counted apart, with first and last', () => {
    const [nora] = byDoer([
      entry({ at: '2026-11-23T15:00:00Z' }),
      entry({ at: '2026-11-23T14:00:00Z', verb: 'list' }),
      entry({ at: '2026-11-22T14:00:00Z' }),
      entry({ at: '2026-11-21T14:00:00Z', outcome: 'refused', code: 'not-found' }),
      entry({ at: '2026-11-20T14:00:00Z', verb: 'transition' }),
    ])
    expect(nora?.tallies.map(({ deed, times }) => [deed, times])).toEqual([
      ['opened', 2],
      ['changed', 1],
      ['listed', 1],
      ['refused', 1],
    ])
    expect(nora?.tallies[0]).toMatchObject({ first: '2026-11-22T14:00:00Z', last: '2026-11-23T15:00:00Z' })
  })

  test('who was too late because somebody else was faster was not refused', () => {
    const [nora] = byDoer(
      ['stale-version', 'wrong-state', 'taken', 'not-found'].map((code) =>
        entry({ verb: 'transition', outcome: 'refused', code }),
      ),
    )
    expect(nora?.tallies.map(({ deed, times }) => [deed, times])).toEqual([
      ['outrun', 3],
      ['refused', 1],
    ])
  })

  test('R73 what a proxy does is not what the patient herself does, even from the same account', () => {
    const hers = { account: 'ada', person: 'ada', audience: 'patient' }
    const doers = byDoer([entry({ ...hers, onBehalfOf: 'ada' }), entry({ ...hers, onBehalfOf: 'rosa' })])
    expect(doers.map(({ onBehalfOf }) => onBehalfOf)).toEqual(['ada', 'rosa'])
  })

  test('an accounting has one line a day and person, and the day is the practice’s', () => {
    const lines = byDay(
      [entry({ at: '2026-11-24T03:00:00Z' }), entry({ at: '2026-11-23T15:00:00Z' })],
      'America/Chicago',
    )
    expect(lines).toMatchObject([{ day: '2026-11-23', tallies: [{ deed: 'opened', times: 2 }] }])
  })

  test('an entry about several patients counts for each of them', () => {
    expect(byPatient([entry({ patients: ['ada', 'rosa'] }), entry()])).toMatchObject([
      { patient: 'ada', tallies: [{ times: 2 }] },
      { patient: 'rosa', tallies: [{ times: 1 }] },
    ])
  })

  test('an entry reads in the practice’s own words', () => {
    expect(entryInWords(maple, entry({ fields: ['medication', 'pickup'] }))).toBe(
      'Opened Refill: Medicine and Pickup',
    )
  })
})

describe('what stands out about a colleague', () => {
  const minute = (number: number): string =>
    `2026-11-23T${String(15 + Math.floor(number / 60)).padStart(2, '0')}:${String(number % 60).padStart(2, '0')}:00Z`

  test('R74 the most different patients within any hour', () => {
    const slow = Array.from({ length: 5 }, (_, index) =>
      entry({ at: minute(index * 40), patients: [`slow-${String(index)}`] }),
    )
    const fast = Array.from({ length: 7 }, (_, index) =>
      entry({ at: minute(200 + index), patients: [`fast-${String(index)}`, 'the-same'] }),
    )
    expect(unusual([...fast, ...slow], maple).mostInAnHour).toEqual({ patients: 9, from: minute(160) })
  })

  test('what was refused, and what was done while the practice was closed', () => {
    const found = unusual(
      [
        entry({ at: '2026-11-24T04:00:00Z' }),
        entry({ at: '2026-11-22T16:00:00Z' }),
        entry({ at: '2026-11-23T16:00:00Z', outcome: 'refused' }),
        entry({ at: '2026-11-23T16:30:00Z', outcome: 'refused', code: 'stale-version' }),
        entry({ at: '2026-11-22T17:00:00Z', verb: 'sign-in' }),
      ],
      maple,
    )
    expect(found.refused).toEqual({ times: 1, last: '2026-11-23T16:00:00Z' })
    expect(found.whileClosed).toEqual({ times: 2, last: '2026-11-24T04:00:00Z' })
  })

  test('nothing stands out about who did nothing', () => {
    expect(unusual([], maple)).toEqual({ mostInAnHour: null, refused: null, whileClosed: null })
  })
})
