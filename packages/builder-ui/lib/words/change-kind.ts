import { counted } from './counted.ts'

const values = (count: number): string => counted(count, 'value', 'values')

/** Giving a field that is live another kind. */
export const changeKind = {
  open: 'Change what it holds…',
  title: (name: string) => `Change what “${name}” holds`,
  lead: 'First see what becomes of the values there are. Nothing changes before you publish.',
  into: 'What shall it hold?',
  choose: 'Choose…',
  none: 'This cannot become anything else',
  options: 'What can be chosen? Values that are called like one of them convert.',
  looking: 'Looking at the values…',
  empty: 'No record has a value in it yet, so nothing has to convert.',
  convert: (converts: number, all: number, isAll: boolean) =>
    isAll
      ? converts === all
        ? `${all === 1 ? 'The one value there is converts' : `All ${values(all)} convert`}.`
        : `Of ${values(all)}, ${converts === 0 ? 'none converts' : converts === 1 ? 'one converts' : `${converts} convert`}.`
      : `Of the first ${values(all)}, ${converts} convert. There are more than could be tried now.`,
  not: (fails: number) => (fails === 1 ? 'One value does not convert:' : `${values(fails)} do not convert:`),
  notYours: 'Among the values you may read, these do not convert:',
  untold: (lookers: string | null) =>
    `Publishing takes over every value that fits. How many do would tell what is in them, so only somebody who may read all of them is told. ${
      lookers === null
        ? 'No role of the staff reads them.'
        : `${lookers} may read some or all: ask one of them to look here.`
    }`,
  record: 'Record',
  value: 'What it says',
  why: 'Why not',
  yours: (shown: number, fails: number) => `These are ${shown} of ${values(fails)} that do not convert.`,
  hidden: (fails: number, lookers: string | null) =>
    `Your role may not read ${fails === 1 ? 'this value' : 'these values'}. ${
      lookers === null ? 'No role of the staff may.' : `${lookers} may: ask one of them to look here.`
    }`,
  showAll: (count: number) => `Show all ${count}`,
  gone: (count: number) =>
    `${values(count)} of patients whose keys were destroyed cannot be read by anybody.`,
  then: 'What happens then',
  thenNew: (name: string) =>
    `A new field called “${name}” takes its place in forms, steps, permissions, conditions and calculations.`,
  thenFill: 'Publishing fills it with every value that converts. While it is filled everybody works on.',
  thenOld: (name: string) =>
    `The field from before is called “${name} (before)”. It keeps every value, and no form asks for it.`,
  thenMend:
    'Mend values that do not convert before you publish, or write them into the new field afterwards.',
  thenBack: 'Undo takes it back. Once it is live, going back to the version before does, with every value.',
  keepOld: (count: number) =>
    `Keep “(before)” open to those who see it now, for ${count === 1 ? 'the request' : `the ${count} requests`} under way`,
  keepOldHint: 'They go on by the steps they began with, and those ask for the field from before.',
  filledFrom: (name: string) => `Publishing fills it with what converts of “${name}”.`,
  make: 'Change it',
  notYet: 'Choose what it shall hold first.',
  noOptions: 'Add at least two choices first.',
  wait: 'The values are being looked at.',
} as const
