import { expect, test } from 'vitest'
import { portalFor } from '@portico/engine/portal/portal-for'
import { maple } from '@portico/engine/testing/maple'
import type { Fact } from '../render/fact.ts'
import { toldFacts } from './told-facts.ts'

const portal = portalFor(
  {
    ...maple,
    permissions: [
      ...maple.permissions,
      {
        role: 'patient',
        table: 'refill',
        may: ['read'],
        fields: ['decision_note'],
        where: { patient: 'me' },
      },
    ],
  },
  'patient',
  ['patient'],
)
const fact = (id: string, value: string): Fact => ({ id, label: id, value, isBlank: value === '' })
const idsOf = (facts: readonly Fact[]) => facts.map(({ id }) => id)

test('what she told us and what we tell her stand apart', () => {
  const { hers, ours } = toldFacts(portal, 'refill', [
    fact('medication', 'Lisinopril'),
    fact('decision_note', 'Please come in'),
  ])
  expect([idsOf(hers), idsOf(ours)]).toEqual([['medication'], ['decision_note']])
})

test('what is blank and not hers is left out, and so is a question of hers that had to be answered', () => {
  const { hers, ours } = toldFacts(portal, 'refill', [fact('medication', ''), fact('decision_note', '')])
  expect([...hers, ...ours]).toEqual([])
})
