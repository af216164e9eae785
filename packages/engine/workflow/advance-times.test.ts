import { describe, expect, test } from 'vitest'
import type { Portal } from '../portal/portal.ts'
import { maple } from '../testing/maple.ts'
import { asked } from '../testing/refill-request.ts'
import { advance, transitionsFor } from './advance.ts'

const refill = maple.workflows['refill']!

describe('a step that answers with a time', () => {
  const due = { within: '8 business hours', 'at 75%': 'escalate', then: 'escalate' } as const
  const process: Portal = {
    ...maple,
    workflows: {
      refill: {
        ...refill,
        states: { ...refill.states, 'in-review': { ...refill.states['in-review']!, due } },
        transitions: {
          ...refill.transitions,
          approve: { ...refill.transitions['approve']!, to: 'in-review' },
        },
      },
    },
  }
  const offered = (at: string) => advance(asked({ process, begins: { decision_note: at } }))
  const usual = advance(asked({ process }))

  test('waits for an answer until an hour before the time at most, and reminds of it only before', () => {
    expect(offered('2026-11-23T18:30:00.000Z')).toMatchObject({
      value: {
        due: '2026-11-23T17:30:00Z',
        deadlines: [{ transition: 'escalate', kind: 'due', at: '2026-11-23T17:30:00Z' }],
      },
    })
    expect(offered('2026-12-23T16:30:00.000Z')).toEqual(usual)
    // The time of something that this step does not answer with limits nothing.
    expect(advance(asked({ process, begins: { medication: '2026-11-23T18:30:00Z' } }))).toEqual(usual)
  })

  test('is refused once the time has begun, or is so near that nobody has time to answer', () => {
    for (const at of ['2026-11-23T17:00:00.000Z', '2026-11-23T16:00:00.000Z', '2026-11-22T16:00:00.000Z'])
      expect(offered(at)).toEqual({
        ok: false,
        refusal: { code: 'answers-invalid', answers: [{ field: 'decision_note', reason: 'too-early' }] },
      })
  })

  test('says beforehand by when it would usually be answered', () => {
    const due = usual.ok ? usual.value.due : null
    expect(transitionsFor(asked({ process })).find(({ id }) => id === 'approve')).toMatchObject({
      leavesBy: due,
    })
    expect(due).not.toBeNull()
  })
})
