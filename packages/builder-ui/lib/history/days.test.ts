import { expect, test } from 'vitest'
import { daysOf, sentencesOf, type Sitting } from './days.ts'
import type { Moment, Page } from './history.svelte.ts'

const dana = { name: 'Dana', isMe: true, isNobody: false }
const at = (minute: number): string => new Date(Date.UTC(2027, 2, 1, 16, minute)).toISOString()
const moment = (revision: number, ...sentences: string[]): Moment => ({
  ...{ revision, at: at(revision), by: dana, sentences, reason: null, hasBack: true },
})
const pageOf = (...moments: Moment[]): Page => ({
  ...{ moments: moments.toReversed(), points: [], versions: [], hasMore: false },
})
const sittings = (page: Page): readonly Sitting[] =>
  daysOf(page, (time) => time.slice(0, 10)).flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.kind === 'sitting' ? [entry] : [])),
  )
const told = (...moments: Moment[]) => sittings(pageOf(...moments)).map(sentencesOf)

test('what is done again after an undo is told again, so that the last that is told is how it stands', () => {
  expect(
    told(moment(1, 'It gets Withdraw.'), moment(2, 'It loses Withdraw.'), moment(3, 'It gets Withdraw.')),
  ).toEqual([['It gets Withdraw.', 'It loses Withdraw.', 'It gets Withdraw.']])
})

test('what is saved again and again while somebody types is told once, as it was left', () => {
  const typed = (words: string): string => `The hint now reads “${words}”.`
  expect(
    told(
      moment(1, typed('Wh')),
      moment(2, typed('What'), 'And more.'),
      moment(3, 'And more.'),
      moment(4, 'End.'),
    ),
  ).toEqual([[typed('What'), 'And more.', 'End.']])
})

test('a version stands between what led to it and what came after', () => {
  const page = pageOf(moment(1, 'First.'), moment(5, 'Second.'))
  const published = {
    ...{ id: 'one', at: at(3), by: dana, version: 2, reason: 'Because' },
    approvedBy: { name: 'Sam', isMe: false },
  }
  const [day] = daysOf({ ...page, versions: [published] }, () => 'today')
  expect(day?.entries.map(({ kind }) => kind)).toEqual(['sitting', 'published', 'sitting'])
})
