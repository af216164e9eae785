import { counted } from './counted.ts'

export const rehearsals = {
  what: 'Each walks one request through the draft, with a fake clock and invented people, as you edit. Publishing needs all of them to pass.',
  empty: {
    none: 'There is no rehearsal yet',
    why: 'It walks one invented request through its stages and says what must come. When somebody changes the portal and it goes otherwise, you are told before patients are.',
    example: [
      'The patient sends it',
      '→ it waits for the nurse',
      'The nurse takes it',
      '→ it is hers',
      'She approves',
      '→ a message goes out',
    ],
    begin: 'Make the first rehearsal',
  },
  coverage: 'Steps that no rehearsal takes',
  coverageWhat: 'What goes wrong with one of these, no rehearsal would find.',
  allWalked: 'Every step of the workflows that are rehearsed is taken by some rehearsal.',
  ofWorkflow: (workflow: string, steps: number, all: number) =>
    `“${workflow}”: ${steps} of ${counted(all, 'step', 'steps')}, namely`,
  unwalked: 'Not rehearsed yet',
  unwalkedWhat:
    'Portico walks the shortest way by the staff to an end, and from then on expects what it found.',
  make: (workflow: string) => `Rehearse “${workflow}”`,
  made: (workflow: string) => `“${workflow}” is rehearsed from now on.`,
  noWay: 'No walk gets to an end yet: look at its steps first.',
  label: (workflow: string, end: string) => `${workflow}: ${end}`,
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
