/**
 * How private a field's values are, from open to strictest. `identifier`, `clinical` and `specially-protected`
 * are *private*: encrypted at rest and never in a notice, log, URL or workflow.
 */
export const classes = ['public', 'operational', 'identifier', 'clinical', 'specially-protected'] as const
export type Class = (typeof classes)[number]

export const isPrivate = (fieldClass: Class): boolean =>
  fieldClass !== 'public' && fieldClass !== 'operational'

/** Lowering a class makes values less protected, which needs a second approver. */
export const isLower = (after: Class, before: Class): boolean =>
  classes.indexOf(after) < classes.indexOf(before)

/** What people read for a class, as the answer to "What is in it?". */
export const classWords = {
  public: 'anyone may read',
  operational: 'only how we work',
  identifier: 'names the person',
  clinical: 'about health',
  'specially-protected': 'extra-protected by law',
} as const satisfies Record<Class, string>
