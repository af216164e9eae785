import type { Deed } from '@portico/engine/trail/deed'

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`
const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)

/** What the pages say that answer the privacy officer's questions. */
export const answersWords = {
  asking: 'Each question here is written down in the trail, with who asked it.',
  days: 'How far back?',
  daysBack: (days: number) =>
    days >= 2200 ? 'All six years' : days === 365 ? 'One year' : counted(days, 'day', 'days'),
  deeds: {
    opened: (count: number) => `opened ${times(count)}`,
    listed: (count: number) => `saw in a list ${times(count)}`,
    changed: (count: number) => `changed ${times(count)}`,
    exported: (count: number) => `downloaded ${times(count)}`,
    told: (count: number) => counted(count, 'message', 'messages'),
    session: (count: number) => `signed in or out ${times(count)}`,
    asked: (count: number) => `asked the trail ${times(count)}`,
    managed: (count: number) => `worked on the portal or its roles ${times(count)}`,
    outrun: (count: number) => `was too late ${times(count)}, because somebody else was faster`,
    refused: (count: number) => `was refused ${times(count)}`,
  } satisfies Record<Deed, (count: number) => string>,
  last: (when: string) => `last time: ${when}`,
  about: (tables: string) => ` (${tables})`,
  looked: {
    page: 'Who saw a patient',
    lead: 'Who opened, listed or changed one patient’s records, person by person, with what was refused. Nothing of what the records say is in it.',
    choose: 'Find the patient first.',
    byPerson: (name: string) => `Who looked at ${name}`,
    none: 'Nobody did anything with these records in this time.',
    herself: 'the patient themselves',
    proxy: 'acting for the patient',
    each: 'Every entry',
    download: 'Download as a table',
    print: 'Print the answer for the patient',
    cut: 'There is more than fits here: the oldest entries are missing. Ask for fewer days.',
    inTrail: 'See it entry by entry in the audit trail',
  },
  sheet: {
    title: 'Who has seen or changed your records',
    for: 'For',
    from: 'Practice',
    period: (from: string, to: string) => `From ${from} to ${to}`,
    made: (when: string) => `Made on ${when} from the audit trail of the portal.`,
    day: 'Day',
    who: 'Who',
    what: 'What was done',
    note: '“Saw in a list” means that your name stood in a list somebody looked at; “opened” means that a record of yours was looked at by itself.',
  },
  colleague: {
    page: 'What a colleague did',
    lead: 'One person’s work with patients’ records: what stands out first, then patient by patient.',
    choose: 'Who?',
    nobody: 'Choose somebody',
    standsOut: 'What stands out',
    nothing: 'Nothing stands out: nothing was refused, nothing was done while the practice was closed.',
    inAnHour: (patients: number, when: string) =>
      `The most within one hour: records of ${counted(patients, 'patient', 'different patients')} opened, from ${when}.`,
    refused: (count: number, when: string) => `Refused ${times(count)}, last ${when}.`,
    whileClosed: (count: number, when: string) =>
      `Read or changed ${times(count)} while the practice was closed, last ${when}.`,
    facts: 'These are counts, not a judgement: there may be a good reason for each.',
    all: 'Everything together',
    patients: (count: number) => counted(count, 'patient', 'patients'),
    none: 'No patient’s record was looked at or changed in this time.',
    aPatient: 'A patient',
    who: (name: string) => `Who else saw ${name}`,
    may: (name: string) => `What ${name} may do`,
    mayBy: (version: number, day: string) =>
      `Everything the roles held now allow, by version ${version}, on ${day}.`,
    mayNothing: 'Nothing: this account holds no role.',
    as: (roles: string, isProxy: boolean) => (isProxy ? `Acting for a patient: ${roles}` : roles),
    steps: 'Steps',
    powers: (powers: string) => `Powers over the portal: ${powers}.`,
    print: 'Print this page',
  },
  whoCan: {
    page: 'Who can see what',
    lead: 'For one field: every role and every person who can see or change it, by the version that is live now.',
    table: 'Table',
    field: 'Field',
    of: (field: string, table: string) => `${field} of ${table}`,
    asOf: (practice: string, version: number, day: string) =>
      `${practice}, by version ${version}, on ${day}.`,
    print: 'Print this page',
    roles: 'By role',
    noRole: 'No role can. The field is hidden from everybody.',
    change: 'Change it in the matrix',
    changeCell: (role: string) => `Change what ${role} may do with it`,
    people: 'By person',
    anyRecord:
      'Where a permission says “whose …”, it depends on the record. Choose a patient to see it for their records.',
    onRecords: (count: number, name: string) =>
      count === 0
        ? `${name} has no record of this kind.`
        : `For ${counted(count, 'record', 'records')} of ${name}.`,
    nobody: 'Nobody who works here can.',
    patients: (count: number) =>
      `${counted(count, 'patient has', 'patients have')} an account. Patients reach their own records only.`,
    may: { read: 'can see it', create: 'can fill it in', update: 'can change it', export: 'can download it' },
    on: (count: number, of: number) => (count === of ? '' : ` for ${count} of ${of}`),
    acting: 'acting for the patient',
  },
  why: {
    title: 'Why can somebody, or why not?',
    explain:
      'Choose a patient above, then a person: you read which permission decides, and can go and change it.',
    who: 'Person',
    what: 'To do what?',
    verbs: { read: 'See it', create: 'Fill it in', update: 'Change it', export: 'Download it' },
    step: (label: string) => `Take the step “${label}”`,
    record: 'Record',
    when: 'When? (empty: now)',
    before:
      'Where a permission depends on the record or the person, it is judged by what is kept of them today.',
    byVersion: (version: number, roles: string) =>
      `By version ${version}, with these roles: ${roles || 'none'}.`,
    ask: 'Ask why',
    yes: (name: string) => `Yes, ${name} can.`,
    no: (name: string) => `No, ${name} cannot.`,
    needsPatient: 'Choose a patient with such a record first.',
    needsPerson: 'Choose a person first.',
  },
  then: {
    ask: 'Why could they?',
    askNot: 'Why not?',
    title: 'Why, at that time?',
    lead: (version: number, roles: string) =>
      `Version ${version} was live then, and this account held: ${roles || 'no role'}.`,
    today:
      'Where a permission depends on the record or the person, it is judged by what is kept of them today; that may have changed since.',
    sinceThen: (live: number) => `Version ${live} is live now: the permissions may have changed.`,
    can: (fields: string) => `Could: ${fields}`,
    cannot: (fields: string) => `Could not: ${fields}`,
    gone: 'This cannot be answered: the entry is about no single record, or the record is no longer there.',
  },
}
