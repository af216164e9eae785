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
  expect(head).toBe('Record,Needs,Fee,Paid,Rest,Call,Home,Names,Consent')
  expect(line).toBe(
    `${id},A chair; The lift,1250.50,250.00,1000.50,09:30,"1 A St, Ada, OK 74820",Ada; Rosa,Ada Example`,
  )
})
