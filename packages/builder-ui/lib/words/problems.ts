import { counted, list } from './counted.ts'

export const problems = {
  what: 'What must be mended before you can publish, and what you might want to look at.',
  none: 'There are no problems. You can publish.',
  groups: {
    error: (count: number) => counted(count, 'problem to mend', 'problems to mend'),
    hint: (count: number) => counted(count, 'hint', 'hints'),
  },
  show: 'Show me',
  nothing: 'nothing to mend',
  closePanel: 'Close the problems',
  mended: (errors: number, hints: number) => {
    const left = [
      ...(errors === 0 ? [] : [counted(errors, 'problem to mend', 'problems to mend')]),
      ...(hints === 0 ? [] : [counted(hints, 'hint', 'hints')]),
    ]
    if (left.length === 0) return 'Mended. Nothing is left.'
    return `Mended. ${list(left)} ${errors + hints === 1 ? 'is' : 'are'} left.`
  },
  accept: 'Accept these words',
  acceptWhat: (found: readonly string[]) =>
    `Accepts ${list(found.map((word) => `“${word}”`))} at this place and nowhere else. The version keeps the words and the reason for ever.`,
  acceptNeeds: 'Only somebody with the power to approve, such as the privacy officer, can accept this.',
  acceptedBy: (names: readonly string[]) =>
    `${list(names).replace(/ and ([^,]*)$/, ' or $1')} can accept this, with a reason.`,
  acceptAt: 'It waits there, under Approvals; this is the address to send:',
  acceptReason: (least: number) => `Say why, in at least ${least} letters.`,
  because: 'Why may messages say this?',
  fix: 'Mend it',
  fixes: {
    let: (role: string, verb: string, field: string) => `Let ${role} ${verb} “${field}”`,
    verbs: { read: 'read', create: 'fill in', update: 'change', delete: 'delete', export: 'export' },
    letRead: (role: string, table: string) => `Let ${role} read what “${table}” asks`,
    letAdd: (role: string, table: string) => `Let ${role} add to “${table}”`,
    letKnow: (role: string) => `Let ${role} read who the patient is`,
    setClass: (name: string) => `Answer “${name}”`,
    remove: (name: string) => `Remove “${name}”`,
    system: 'Let Portico itself take it',
    from: 'Let it begin there too',
    question: 'Take the question out',
    check: 'Take the check away',
    tellThere: 'Tell it at its own question',
    stillRight: 'Still right',
    intoSection: 'Put it into the first section',
    beginsBlank: 'Let it begin blank',
    permission: 'Take the permission away',
  },
  addSpanish: 'Add the Spanish',
  at: (line: number, column: number) => `Line ${line}, character ${column}:`,
} as const
