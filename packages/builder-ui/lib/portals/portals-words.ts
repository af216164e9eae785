/** What the page of the practice's portals says. */
export const portalsWords = {
  lead: 'A practice may have several portals, for example one for each of its clinics. Each has its own records, people, keys and audit trail: nothing of one can be reached from another.',
  here: 'This portal',
  others: 'Other portals',
  none: 'There is no other portal yet.',
  starting: 'Starting…',
  startingLong:
    'This takes longer than it should. Whoever runs the computer can read why in the log folder of the installation.',
  running: 'Running',
  openPortal: (name: string) => `Open ${name}`,
  openBuilder: (name: string) => `Open the builder of ${name}`,
  startTitle: 'Start another portal',
  name: 'Name of the practice or clinic',
  nameMissing: 'Give it a name in English.',
  template: 'Begin from',
  workflows: 'Requests',
  roles: 'Roles',
  noWorkflows: 'none yet',
  explain:
    'It begins as a copy of what you choose, with invented people to try it out, and is yours to change. It takes a few seconds.',
  start: 'Start it',
  cannotStart:
    'On this computer nobody starts the processes of another portal by themselves. Whoever runs the computer can: the operating notes say how.',
  taken: 'There is a portal of this name already. Choose another name.',
}
