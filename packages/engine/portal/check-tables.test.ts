import { expect, test } from 'vitest'
import { problemCodes } from './practice.fixture.ts'

const field = (kind: string, more = {}) => ({
  kind,
  class: 'operational',
  label: { en: 'X', es: 'X' },
  ...more,
})
const refill = 'tables.refill.fields'
const text = { en: 'X', es: 'X' }

test.each([
  [
    'a reference to nowhere',
    { [`${refill}.x`]: field('reference') },
    'reference-nowhere tables.refill.fields.x',
  ],
  [
    'a reference to an unknown table',
    { [`${refill}.x`]: field('reference', { to: 'gone' }) },
    'unknown-table tables.refill.fields.x.to',
  ],
  [
    'a reference to a word of prototypes',
    { [`${refill}.x`]: field('reference', { to: 'constructor' }) },
    'unknown-table tables.refill.fields.x.to',
  ],
  [
    'a target on no reference',
    { [`${refill}.x`]: field('number', { to: 'patient' }) },
    'field-setting tables.refill.fields.x.to',
  ],
  [
    'a choice of nothing',
    { [`${refill}.x`]: field('choice') },
    'choice-without-options tables.refill.fields.x',
  ],
  [
    'a choice of no options',
    { [`${refill}.x`]: field('choice', { options: {} }) },
    'choice-without-options tables.refill.fields.x',
  ],
  [
    'a choice of several of nothing',
    { [`${refill}.x`]: field('many-choice') },
    'choice-without-options tables.refill.fields.x',
  ],
  [
    'a time that is limited by days',
    { [`${refill}.x`]: field('time', { 'not-before': 'today' }) },
    'limit-kind tables.refill.fields.x.not-before',
  ],
  [
    'a day that is limited by times',
    { [`${refill}.x`]: field('date', { 'not-after': '09:30' }) },
    'limit-kind tables.refill.fields.x.not-after',
  ],
  [
    'a signature under nothing',
    { [`${refill}.x`]: field('signature', { class: 'clinical' }) },
    'signature-without-statement tables.refill.fields.x.statement',
  ],
  [
    'a signature that is not private',
    { [`${refill}.x`]: field('signature', { statement: text }) },
    'signature-not-private tables.refill.fields.x.class',
  ],
  [
    'a signature that is searched',
    { [`${refill}.x`]: field('signature', { statement: text, class: 'clinical', search: 'words' }) },
    'search-kind tables.refill.fields.x.search',
  ],
  [
    'a statement that nobody signs',
    { [`${refill}.x`]: field('text', { statement: text }) },
    'field-setting tables.refill.fields.x.statement',
  ],
  ['a list of nothing', { [`${refill}.x`]: field('list') }, 'list-of-nothing tables.refill.fields.x'],
  [
    'what is no list, of something',
    { [`${refill}.x`]: field('text', { of: 'text' }) },
    'field-setting tables.refill.fields.x.of',
  ],
  [
    'options on no choice',
    { [`${refill}.x`]: field('number', { options: { a: text } }) },
    'field-setting tables.refill.fields.x.options',
  ],
  [
    'search on what is not private',
    { [`${refill}.x`]: field('number', { search: 'exact' }) },
    'search-needless tables.refill.fields.x.search',
  ],
  [
    'search on a reference',
    { [`${refill}.patient.search`]: 'exact' },
    'search-needless tables.refill.fields.patient.search',
  ],
  [
    'search by words of a number',
    { [`${refill}.days_left.search`]: 'words' },
    'search-kind tables.refill.fields.days_left.search',
  ],
  [
    'search in a file',
    { [`${refill}.x`]: field('attachment', { class: 'clinical', search: 'exact' }) },
    'search-kind tables.refill.fields.x.search',
  ],
  [
    'a file that is not private',
    { [`${refill}.x`]: field('attachment') },
    'attachment-not-private tables.refill.fields.x.class',
  ],
  [
    'private fields of nobody',
    { 'tables.refill.patient': undefined },
    'private-without-patient tables.refill.patient',
  ],
  [
    'private fields of staff',
    { 'tables.staff.fields.name.class': 'identifier' },
    'private-without-patient tables.staff.patient',
  ],
  [
    'an ownership path over an unknown field',
    { 'tables.refill.patient': 'gone' },
    'unknown-field tables.refill.patient',
  ],
  [
    'an ownership path over no reference',
    { 'tables.refill.patient': 'medication' },
    'ownership-path tables.refill.patient',
  ],
  [
    'an ownership path to another table',
    { 'tables.refill.patient': 'patient.location' },
    'ownership-path tables.refill.patient',
  ],
  [
    'an ownership path of three',
    { 'tables.refill.patient': 'patient.location.x' },
    'ownership-path tables.refill.patient',
  ],
  ['patients of somebody', { 'tables.patient.patient': 'location' }, 'ownership-path tables.patient.patient'],
  [
    'an ownership path to itself',
    { 'tables.refill.fields.patient.to': 'refill' },
    'ownership-circle tables.refill.patient',
  ],
  [
    'something other than a reference to be taken once',
    { [`${refill}.x`]: field('text', { class: 'clinical', once: true }) },
    'field-setting tables.refill.fields.x.once',
  ],
  [
    'a limit of days on a text',
    { [`${refill}.x`]: field('text', { class: 'clinical', 'not-after': 'today' }) },
    'field-setting tables.refill.fields.x.not-after',
  ],
  [
    'limits that leave nothing',
    { [`${refill}.x`]: field('number', { class: 'clinical', min: 3, max: 2 }) },
    'limits-empty tables.refill.fields.x',
  ],
  [
    'a circle over two tables',
    {
      'tables.visit': {
        label: text,
        patient: 'refill',
        fields: { refill: field('reference', { to: 'refill' }) },
      },
      'tables.refill.fields.patient.to': 'visit',
    },
    'ownership-circle tables.visit.patient',
  ],
  [
    'two tables of patients',
    { 'tables.other': { people: 'patient', fields: { a: field('number') } } },
    'people-twice tables.other.people',
  ],
  [
    'free text that is not private',
    { [`${refill}.x`]: field('long-text') },
    'free-text-not-private tables.refill.fields.x.class',
  ],
  ['a table without fields', { 'tables.other': { fields: {} } }, 'table-empty tables.other'],
] as const)('%s', (_, parts, expected) => {
  expect(problemCodes(parts)).toContain(expected)
})
