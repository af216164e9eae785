import { expect, test } from 'vitest'
import { compare } from './compare.ts'
import { portalWith, practice } from './practice.fixture.ts'

type Parts = Parameters<typeof portalWith>[0]
const told = (parts: Parts) =>
  compare(practice, portalWith(parts)).map(({ kind, sentence }) => `${kind}: ${sentence}`)

const refill = 'tables.refill.fields'
const step = 'workflows.refill.transitions'
const stage = 'workflows.refill.states'
const fields = ['patient', 'medication', 'pharmacy', 'days_left']

test.each<[string, Parts, readonly string[]]>([
  [
    'a cell granted',
    { 'permissions.2.fields': [...fields, 'decision_note'], 'permissions.2.may': ['read', 'create'] },
    [
      "grant: *Front desk* can now read *Decision note* of refills whose patient's location is their own location.",
      "grant: *Front desk* can now fill in *Decision note* of refills whose patient's location is their own location.",
    ],
  ],
  [
    'a cell taken away',
    { 'permissions.4.fields': fields },
    ['revoke: *Nurse* can no longer read *Decision note* of all refills.'],
  ],
  [
    'cells that change alike',
    {
      'permissions.5.fields': undefined,
      'permissions.5': {
        role: 'nurse',
        table: 'patient',
        may: ['read'],
        fields: ['name', 'location'],
        where: { location: 'me.location' },
      },
    },
    [
      'change-condition: *Nurse* can now read *Name* and *Location* of patients whose location is their own location; until now it was all patients.',
    ],
  ],
  [
    'a table',
    { 'tables.visit': { fields: { day: { kind: 'date', class: 'operational' } } } },
    ['add-table: The table *Visit* is added, with *Day*.'],
  ],
  [
    'a field',
    { [`${refill}.color`]: { kind: 'text', class: 'clinical' } },
    ['add-field: *Color* is added to refills. Nobody sees it until a permission names it.'],
  ],
  [
    'a class lowered',
    { [`${refill}.medication.class`]: 'operational' },
    [
      'change-class: *Medicine* of refills is now “only how we work” instead of “about health”, which protects it less.',
    ],
  ],
  [
    'a field to be found',
    { [`${refill}.medication.search`]: 'words' },
    ['add-index: *Medicine* of refills can now be found by the beginnings of its words.'],
  ],
  [
    'an option',
    { [`${refill}.pharmacy.options.mail`]: { en: 'By mail' } },
    ['add-option: *Pharmacy* can now be *By mail*.'],
  ],
  [
    'an option gone',
    { [`${refill}.pharmacy.options.main`]: undefined },
    ['retire-option: *Pharmacy* can no longer be *Main Street*; records that have it keep it.'],
  ],
  [
    'an option that is no longer offered',
    { [`${refill}.pharmacy.retired`]: ['main'] },
    ['retire-option: *Pharmacy* can no longer be *Main Street*; records that have it keep it.'],
  ],
  [
    'a label',
    { [`${refill}.medication.label.en`]: 'Drug' },
    ['change-words: *Medicine* is now called *Drug*. In Spanish it stays *Medicamento*.'],
  ],
  [
    'a Spanish label',
    { [`${refill}.medication.label.es`]: 'Medicina' },
    ['change-words: *Medicine* is called *Medicina* in Spanish.'],
  ],
  [
    'what patients see',
    { [`${stage}.approved.patient-sees.en`]: 'Done' },
    ['change-words: Patients now read *Done* instead of *Approved*. In Spanish it stays *Aprobada*.'],
  ],
  [
    'the practice’s name',
    { 'name.en': 'Oak Practice' },
    ['change-words: *Maple Practice* is now called *Oak Practice*. In Spanish it stays *Clínica Maple*.'],
  ],
  [
    'a question asked',
    { 'forms.refill.questions.3': { ask: 'decision_note' } },
    ['change-form: *Ask for a refill* now asks for *Decision note*.'],
  ],
  [
    'a question not asked',
    { 'forms.refill.questions': practice.forms['refill']!.questions.slice(1) },
    ['change-form: *Ask for a refill* no longer asks for *Medicine*.'],
  ],
  [
    'questions in another order',
    { 'forms.refill.questions': practice.forms['refill']!.questions.toReversed() },
    ['change-form: *Ask for a refill* asks in another order: *Pharmacy*, *Days left* and *Medicine*.'],
  ],
  [
    'a question in other words',
    { 'forms.refill.questions.0.title.en': 'What?' },
    ['change-form: *Ask for a refill* now asks for *Medicine* as “What?”.'],
  ],
  [
    'a question that may be left out',
    { 'forms.refill.questions.2.optional': true },
    ['change-form: *Pharmacy* may now be left out in *Ask for a refill*.'],
  ],
  [
    'a question that must be answered, in other words',
    { 'forms.refill.questions.1': { ask: 'days_left', title: { en: 'How many?' } } },
    [
      'change-form: *Ask for a refill* now asks for *Days left* as “How many?”.',
      'change-form: *Days left* must now be answered in *Ask for a refill*.',
    ],
  ],
  [
    'a next step',
    { 'workflows.refill.transitions.refuse': { from: ['submitted'], to: 'withdrawn', by: ['nurse'] } },
    [
      'add-transition: *Refill* gets the next step *Refuse*, from *Submitted* to the end *Withdrawn*, decided by *Nurse*.',
    ],
  ],
  [
    'a workflow',
    { 'workflows.second': { ...practice.workflows['refill'], label: { en: 'Second', es: 'Segunda' } } },
    [
      'add-workflow: The workflow *Second* is added: it is sent by *Patient* and *Front desk* and begins at *Submitted*. Its next steps: *Remind*, from *Submitted*, where it stays, taken by the system; *Escalate*, from *Submitted* to *Awaiting decision*, taken by the system; *Send on*, from *Submitted* to *Awaiting decision*, taken by *Nurse*; *Approve*, from *Awaiting decision* to the end *Approved*, decided by *Provider*; *Withdraw*, from *Submitted* to the end *Withdrawn*, decided by *Patient*. Its time limits: *Submitted* within 4 business hours, with *Remind* before, and then *Escalate*.',
    ],
  ],
  [
    'a deadline',
    { [`${stage}.submitted.due.within`]: '2 business hours' },
    [
      'change-state: *Submitted* is now due within 2 business hours, with *Remind* before, and then *Escalate*.',
    ],
  ],
  [
    'what a deadline is counted from',
    { [`${stage}.submitted.due.from`]: 'start' },
    [
      'change-state: *Submitted* is now due within 4 business hours after it was sent, with *Remind* before, and then *Escalate*.',
    ],
  ],
  [
    'a queue for a stage',
    { [`${stage}.submitted.queue`]: 'provider' },
    ['change-state: In *Submitted* requests now wait in *Provider*.'],
  ],
  [
    'who takes a step',
    { [`${step}.approve.by`]: ['nurse'] },
    [
      'change-transition: *Approve* can now be taken by *Nurse*.',
      'change-transition: *Approve* can no longer be taken by *Provider*.',
    ],
  ],
  [
    'where a step leads',
    { [`${step}.approve.to`]: 'withdrawn' },
    ['change-transition: *Approve* now leads to *Withdrawn*.'],
  ],
  [
    'what a step asks',
    { [`${step}.approve.asks`]: ['pharmacy'] },
    [
      'change-transition: *Approve* now asks for *Pharmacy*.',
      'change-transition: *Approve* no longer asks for *Decision note*.',
    ],
  ],
  [
    'what a step leaves blank',
    { [`${step}.approve.clears`]: ['pharmacy'] },
    ['change-transition: *Approve* now leaves *Pharmacy* blank.'],
  ],
  [
    'the limits of a field',
    { 'tables.refill.fields.days_left.min': 0 },
    ['change-limits: *Days left* of refills is now to be at least 0.'],
  ],
  [
    'what can be taken once',
    { 'tables.patient.fields.location.once': true },
    ['change-once: What *Location* of patients leads to can now be taken by one of them at a time.'],
  ],
  [
    'when a step can be taken',
    { [`${step}.approve.only-when`]: { days_left: { '<': 30 } } },
    ['change-transition: *Approve* can now be taken only when days left is below 30.'],
  ],
  [
    'a step gone',
    { [`${step}.withdraw`]: undefined },
    ['remove-transition: *Refill* loses the next step *Withdraw*.'],
  ],
  [
    'who starts',
    { 'workflows.refill.start.by': ['patient'] },
    ['change-start: *Front desk* can no longer start *Refill*.'],
  ],
  [
    'who works in a queue',
    { 'queues.provider.roles.1': 'nurse' },
    ['change-queue: *Nurse* now work in *Provider*.'],
  ],
  [
    'a wording',
    { 'notices.refill-update.wording.es.body': 'Hola {{link}}' },
    [
      'change-wording: *Refill update* in Spanish now says “Hola [the link to the request, behind sign-in]”. The English stays as it was.',
    ],
  ],
  [
    'powers',
    { 'roles.nurse.powers': ['read-trail', 'export'] },
    ['change-powers: *Nurse* can now read the audit trail and export records.'],
  ],
  [
    'a new role with powers',
    { 'roles.auditor': { audience: 'staff', powers: ['read-trail'] } },
    [
      'add-role: The role *Auditor* is added, for staff.',
      'change-powers: *Auditor* can now read the audit trail.',
    ],
  ],
  [
    'a new role for acting for somebody',
    { 'roles.carer': { audience: 'patient', proxy: true } },
    ['add-role: The role *Carer* is added, for acting for a patient.'],
  ],
  [
    'a role that is for acting for somebody from now on',
    { 'roles.patient.proxy': true },
    ['change-proxy: *Patient* is now for acting for a patient; who has it loses it.'],
  ],
  [
    'time without use',
    { 'roles.patient.idle': '5m' },
    ['change-idle: *Patient* is signed out after 5 minutes without doing anything.'],
  ],
  [
    'opening hours',
    { 'hours.sat': '08:00-12:00' },
    [
      'change-hours: The opening hours change: the practice is now open Saturday 08:00-12:00 instead of closed. When requests are due changes with them.',
    ],
  ],
  [
    'the currency',
    { currency: 'MXN' },
    [
      'change-practice: Amounts of money are now in MXN instead of USD; what was written down is not converted.',
    ],
  ],
  [
    'what people sign',
    {
      'tables.refill.fields.medication.kind': 'signature',
      'tables.refill.fields.medication.statement': { en: 'I agree.' },
    },
    [
      'change-kind: *Medicine* of refills is to hold signature instead of text.',
      'change-words: What people sign in *Medication* now reads “I agree.”.',
    ],
  ],
  ['the phone number', { phone: '555-0199' }, ['change-practice: The phone number is now 555-0199.']],
  ['another practice', { portal: 'oak' }, ['change-practice: This is another portal: oak instead of maple.']],
])('%s is told in a sentence', (_, parts, expected) => {
  expect(told(parts)).toEqual(expected)
})

test('an option is told when it is offered again', () => {
  const before = portalWith({ [`${refill}.pharmacy.retired`]: ['main'] })
  expect(compare(before, practice).map(({ sentence }) => sentence)).toEqual([
    '*Pharmacy* can be *Main Street* again.',
  ])
})
