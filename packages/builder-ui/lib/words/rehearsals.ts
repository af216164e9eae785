import { counted } from './counted.ts'

export const rehearsals = {
  what: 'Each walks one request through the draft, with a fake clock and invented people, as you edit. Publishing needs all of them to pass.',
  none: 'This portal has no rehearsals. They are written in the folder of a portal, one file each.',
  mendFirst: 'Rehearsals run again as soon as the problems of the draft are mended.',
  passes: 'passes',
  fails: 'fails',
  summary: (passed: number, all: number) =>
    `${passed} of ${counted(all, 'rehearsal passes', 'rehearsals pass')}.`,
  expected: (of: string, expected: string, came: string) =>
    `Expected of ${of}: ${expected}. It came otherwise: ${came}.`,
  meant: 'This is meant: expect it from now on',
  remove: 'Take this rehearsal away',
  show: 'Show the rehearsals',
} as const
