export const tables = {
  what: 'A table holds one kind of thing: patients, refills, locations. Its fields say what is written down about each.',
  name: 'What the table is called',
  tableName: 'Name of the table',
  fieldName: 'Name of the field',
  fields: 'Fields',
  noFields: 'This table has no fields yet. Add the first one below.',
  whoSees: 'Who may see it',
  lead: (people: 'patient' | 'staff' | undefined, ofPatient: boolean) =>
    people === 'patient'
      ? 'One record is one patient.'
      : people === 'staff'
        ? 'One record is one member of the staff.'
        : ofPatient
          ? 'Each record belongs to a patient.'
          : 'These records belong to the practice, not to a patient.',
  people: { patient: 'patients', staff: 'staff' },
  kind: 'What kind of value?',
  kindHint: 'Decides how it is asked for.',
  kindStays: 'The kind of a field that is live stays. For another kind, add a new field.',
  whatIsInIt: 'What is in it?',
  help: 'Help shown beside it (optional)',
  to: 'Which table does it link to?',
  search: 'Can people be found by it?',
  searches: { no: 'No', exact: 'By the whole value', words: 'By the beginnings of its words' },
  once: (table: string) => `Each one of “${table}” can be taken only once`,
  onceHint: 'For example a time: whoever is second is told so, and nothing of theirs is lost.',
  options: 'Choices',
  option: (count: number) => `Choice ${count}`,
  newOption: 'Another choice (English)',
  addOption: 'Add choice',
  addField: 'Add a field',
  added: (name: string) =>
    `“${name}” is in the draft. Nobody sees it until a role is given it and you publish.`,
  missing: {
    options: 'Add at least two choices.',
    to: 'Choose the table it links to.',
  },
  removeField: 'Remove this field',
  settings: 'Name and removal',
  cannotRemove: 'This field is live, so its values are kept. Take it out of forms and permissions instead.',
  removeTitle: (name: string) => `Remove “${name}” from the draft?`,
  removeText: 'It was never live, so no value is lost. Undo brings it back.',
  alsoFrom: 'It goes from these places too:',
  usedInForm: (form: string) => `the form “${form}”`,
  usedByRole: (role: string) => `the permissions of ${role}`,
  usedInStep: (step: string, workflow: string) => `the step “${step}” of ${workflow}`,
  addTable: 'Add a table',
  whose: 'Whose is it?',
  whoseHint: 'Everything private needs a patient it belongs to. Once it is live this stays.',
  whoseIs: {
    patient: 'A patient’s: each record belongs to one patient',
    nobody: 'Nobody’s: it is the practice’s own',
  },
  patientField: { en: 'Patient', es: 'Paciente' },
  remove: 'Remove this table',
  removeWhat: 'It goes with its fields and with every permission on it. Undo brings it back.',
  liveStays: 'This table is live, so its records are kept. Take it out of forms and permissions instead.',
  next: 'What comes next',
  nextWhat: 'Say who may see it, and what happens with it.',
  makeWorkflow: 'Make a workflow for it',
  hasWorkflow: 'Open its workflow',
} as const
