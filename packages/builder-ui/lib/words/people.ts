import { counted } from './counted.ts'

export const people = {
  lead: 'Who holds which role, and who has an account. What you give or take back holds within seconds, also for those who are signed in.',
  people: 'People',
  roles: 'Roles and who holds them',
  rolesWhat:
    'The roles of the version that is live. A role made in the draft appears here once it is published.',
  nobody: 'Nobody holds it yet.',
  unnamed: 'A member of the staff',
  you: 'you',
  closed: 'closed',
  noRoles: 'no role',
  give: 'Give a role',
  giveTo: (name: string) => `Role to give to ${name}`,
  take: (role: string, name: string) => `Take ${role} back from ${name}`,
  takeTitle: (role: string, name: string) => `Take “${role}” back from ${name}?`,
  takeLead: (name: string) =>
    `${name} can no longer do or see what it allows, within seconds, also while signed in. It can be given again.`,
  takeIt: 'Take it back',
  gave: (role: string, name: string) => `${name} now holds “${role}”.`,
  took: (role: string, name: string) => `${name} no longer holds “${role}”.`,
  allHeld: 'Every role is held.',
  oneself: 'Nobody changes their own roles; a colleague with this right does.',
  count: (count: number) => counted(count, 'person', 'people'),
  find: 'Find somebody',
  none: 'Nobody of that name.',
  audience: { staff: 'for staff', patient: 'for patients', public: 'for anybody', system: '' },
  powers: (powers: string) => `may ${powers}`,
  needsEither: 'For this you need the right to grant roles or to open accounts.',
  invited: 'invited',
} as const
