import { expect, test } from 'vitest'
import { isRecordId } from '@portico/engine/brand'
import { maple } from '@portico/engine/testing/maple'
import { portalSchema } from '@portico/engine/portal/portal'
import { csvOf } from './export-csv.ts'

const id = '00000000-0000-4000-8000-000000000001'

const portal = portalSchema.parse({
  ...maple,
  tables: {
    ...maple.tables,
    bill: {
      fields: {
        needs: {
          kind: 'many-choice',
          class: 'operational',
          options: { chair: { en: 'A chair' }, lift: { en: 'The lift' } },
        },
        fee: { kind: 'money', class: 'operational' },
        paid: { kind: 'money', class: 'operational' },
        rest: { kind: 'computed', class: 'operational', from: { difference: ['fee', 'paid'] } },
        call: { kind: 'time', class: 'operational' },
        home: { kind: 'address', class: 'operational' },
        names: { kind: 'list', of: 'text', class: 'operational' },
        consent: { kind: 'signature', class: 'identifier', statement: { en: 'So be it.' } },
      },
    },
  },
})

test('a file of a list holds what a spreadsheet can count and what people can read', () => {
  if (!isRecordId(id)) throw new Error('An id has the shape of one.')
  const cells = {
    ...{ needs: 'chair lift', fee: 1250.5, paid: 250, rest: 1000.5, call: '09:30' },
    home: '1 A St\n\nAda\nOK\n74820',
    names: 'Ada\nRosa',
    consent: 'Ada Example\n1,2 3,4\nSo be it.',
  }
  const record = { id, table: 'bill', cells, hidden: [], request: null }
  const [head, line] = csvOf(portal, [{ table: 'bill', records: [record] }], {
    language: 'en',
    linesMax: null,
  }).split('\n')
  expect(head).toBe('Needs,Fee,Paid,Rest,Call,Home,Names,Consent,Record')
  expect(line).toBe(
    `A chair; The lift,1250.50,250.00,1000.50,09:30,"1 A St, Ada, OK 74820",Ada; Rosa,Ada Example,${id}`,
  )
})

test('a number below nothing stays a number, what would run as a formula does not, and moments are the practice’s own', () => {
  if (!isRecordId(id)) throw new Error('An id has the shape of one.')
  const request = {
    ...{ reference: 'K7F-2QD', state: 'submitted', queue: null, assignee: null, version: 1, pinned: 1 },
    ...{ due: '2026-11-23T18:00:00.000Z', created: '2026-11-21T06:30:00.000Z' },
  }
  const bill = { id, table: 'bill', cells: { fee: -12.5, home: '-1+2' }, hidden: [], request: null }
  expect(csvOf(portal, [{ table: 'bill', records: [bill] }], { language: 'en', linesMax: null })).toContain(
    `Your role may not save it,-12.50,`,
  )
  const refill = { id, table: 'refill', cells: { medication: '-1+2' }, hidden: [], request }
  const file = csvOf(portal, [{ table: 'refill', records: [refill] }], { language: 'en', linesMax: null })
  expect(file).toContain('2026-11-23 12:00,2026-11-21 00:30')
  expect(file).toContain(`'-1+2`)
})
