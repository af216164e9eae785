import { apply } from '@portico/engine/portal/apply'
import { canonical } from '@portico/engine/portal/canonical'
import { check } from '@portico/engine/portal/check'
import { editSchema, type Edit } from '@portico/engine/portal/edit'
import { mayEver } from '@portico/engine/portal/grants'
import type { Portal } from '@portico/engine/portal/portal'
import { practice } from '@portico/engine/portal/practice.fixture'
import { firstRehearsal } from '@portico/engine/rehearsal/first-rehearsal'
import { rehearse } from '@portico/engine/rehearsal/rehearse'
import { randomFrom, type Random } from '@portico/engine/testing/random'
import { describe, expect, test } from 'vitest'
import { canJoin, type Answers, type Hand } from './made-answers.ts'
import { madeEdits } from './made-edits.ts'

type Done = { readonly portal: Portal; readonly inverses: readonly Edit[] }

const done = (portal: Portal, edits: readonly Edit[]): Done =>
  edits.reduce<Done>(
    (before, edit) => {
      const result = apply(before.portal, editSchema.parse(JSON.parse(JSON.stringify(edit))))
      if (!result.ok) throw new Error(`${edit.kind} was refused: ${JSON.stringify(result.refusal)}`)
      return { portal: result.value.portal, inverses: [result.value.inverse, ...before.inverses] }
    },
    { portal, inverses: [] },
  )

const text = (en: string, es: string) => ({ en, es })
const field = (kind: 'text' | 'long-text' | 'date', label: { en: string; es: string }) => ({
  kind,
  class: 'operational' as const,
  label,
})
const { portal: base } = done(practice, [
  {
    kind: 'add-table',
    table: 'letter',
    as: {
      label: text('Parking letter', 'Carta'),
      patient: 'patient',
      fields: {
        patient: {
          kind: 'reference',
          to: 'patient',
          class: 'identifier',
          label: text('Patient', 'Paciente'),
        },
        plate: field('text', text('Car plate', 'Matrícula')),
        reason: field('long-text', text('What it is for', 'Para qué es')),
        checked: field('text', text('Checked', 'Revisada')),
        written_on: field('date', text('Written on', 'Fecha')),
      },
    },
  },
])

const label = text('Parking letter', 'Carta')
const hand = (handlers: readonly string[], changes: Partial<Hand> = {}): Hand => ({
  handlers,
  queue: '',
  mailbox: '',
  within: null,
  written: [],
  asksMore: false,
  ...changes,
})
const answers = (hands: readonly Hand[], changes: Partial<Answers> = {}): Answers => ({
  table: 'letter',
  senders: ['patient'],
  asked: ['plate', 'reason'],
  hands,
  whole: '5 business days',
  shared: [],
  tells: true,
  says: true,
  permits: true,
  knows: true,
  ...changes,
})
const errors = (portal: Portal) => check(portal).filter(({ severity }) => severity === 'error')
const make = (given: Answers, portal = base) => {
  const { workflow, edits } = madeEdits(given, portal, label)
  const result = done(portal, edits)
  return { ...result, edits, made: result.portal.workflows[workflow]!, workflow }
}

describe('one group', () => {
  const { portal, made } = make(
    answers([hand(['nurse'], { written: ['written_on'], mailbox: 'a@example.com' })]),
  )

  test('has one stage, and finishes or declines', () => {
    expect(Object.keys(made.states)).toEqual(['submitted', 'done', 'declined'])
    expect(Object.keys(made.transitions)).toEqual(['finish', 'decline', 'remind'])
    expect(made.order).toBeUndefined()
    expect(made.states['submitted']?.due).toEqual({ within: '5 business days', then: 'remind' })
    expect(errors(portal)).toEqual([])
  })

  test('declines with a reason that the table has already, and makes none beside it', () => {
    const { portal: known } = done(base, [
      {
        kind: 'add-field',
        table: 'letter',
        field: 'no_because',
        as: field('long-text', text('Why it was declined', 'Por qué no')),
      },
    ])
    const again = make(answers([hand(['nurse'])]), known)
    expect(again.made.transitions['decline']?.asks).toEqual(['no_because'])
    expect(Object.keys(again.portal.tables['letter']!.fields)).toEqual(
      Object.keys(known.tables['letter']!.fields),
    )
    expect(errors(again.portal)).toEqual([])
  })

  test('handles what belongs to no patient without telling one', () => {
    const table = { label: text('Order', 'Pedido'), fields: { what: field('text', text('What', 'Qué')) } }
    const { portal: kept } = done(base, [{ kind: 'add-table', table: 'supply', as: table }])
    const order = answers([hand(['nurse'])], { table: 'supply', senders: ['front-desk'], asked: ['what'] })
    expect(errors(make(order, kept).portal)).toEqual([])
  })
})

test('the time of one group that may ask for more goes on while the patient is asked, and does not begin again', () => {
  const { made } = make(answers([hand(['nurse'], { asksMore: true, mailbox: 'a@example.com' })]))
  const due = { within: '5 business days', from: 'start', then: 'remind' }
  expect(made.states['submitted']?.due).toEqual(due)
  expect(made.states['more-is-needed']?.due).toEqual(due)
  expect(made.transitions['remind']?.from).toEqual(['submitted', 'more-is-needed'])
})

describe('a chain of three groups', () => {
  const { portal, made } = make(
    answers(
      [
        hand(['front-desk'], { written: ['checked'], asksMore: true, within: '4 business hours' }),
        hand(['nurse'], { queue: 'nurse' }),
        hand(['provider'], { written: ['written_on'], mailbox: 'doctors@example.com' }),
      ],
      { shared: ['written_on'] },
    ),
  )

  test('is a stage and a queue for each, with a time of its own or what is left of the whole, and steps from one to the next', () => {
    const timed = Object.entries(made.states).map(([id, { queue, due }]) => [
      id,
      queue,
      due?.within,
      due?.from,
    ])
    expect(timed).toEqual([
      ['submitted', 'parking-letter', '4 business hours', undefined],
      ['more-is-needed', 'parking-letter', '5 business days', 'start'],
      ['with-nurse', 'nurse', '5 business days', 'start'],
      ['with-provider', 'parking-letter-provider', '5 business days', 'start'],
      ['done', undefined, undefined, undefined],
      ['declined', undefined, undefined, undefined],
    ])
    const ways = Object.entries(made.transitions).map(([id, { from, to, by }]) =>
      [id, from.join('+'), to ?? '-', by.join('+')].join(' '),
    )
    expect(ways).toEqual([
      'hand-on submitted with-nurse front-desk',
      'decline submitted+more-is-needed declined front-desk',
      'ask-for-more submitted more-is-needed front-desk',
      'answer more-is-needed submitted patient',
      'hand-on-2 with-nurse with-provider nurse',
      'decline-2 with-nurse declined nurse',
      'finish with-provider done provider',
      'decline-3 with-provider declined provider',
      'remind with-nurse+with-provider - system',
      'overdue submitted+more-is-needed - system',
    ])
    expect(made.transitions['hand-on']).toMatchObject({
      label: { en: 'Hand on to Nurse', es: 'Pasar a Enfermería' },
      asks: ['checked'],
    })
    expect(made.states['with-provider']?.label).toEqual({ en: 'With Provider', es: 'Con Médico' })
  })

  test('permits each of them just what it needs, and changing only in its own stage', () => {
    const may = (role: string, verb: 'read' | 'update') =>
      Object.keys(portal.tables['letter']!.fields).filter((id) => mayEver(portal, role, verb, 'letter', id))
    const asked = ['patient', 'plate', 'reason']
    const said = ['why_it_was_declined', 'what_we_need_from_you', 'your_answer']
    expect(may('patient', 'read')).toEqual([...asked, 'written_on', ...said])
    expect(may('patient', 'update')).toEqual(['your_answer'])
    expect(may('front-desk', 'read')).toEqual([...asked, 'checked', ...said])
    expect(may('front-desk', 'update')).toEqual(['checked', 'why_it_was_declined', 'what_we_need_from_you'])
    expect(may('nurse', 'update')).toEqual(['why_it_was_declined'])
    expect(may('provider', 'read')).toEqual([...asked, 'checked', 'written_on', ...said])
    expect(may('provider', 'update')).toEqual(['written_on', 'why_it_was_declined'])
    const changing = portal.permissions.filter((one) => one.table === 'letter' && one.may.includes('update'))
    expect(changing.every(({ where }) => where !== undefined && 'state' in where)).toBe(true)
    expect(changing.find(({ role }) => role === 'patient')?.where).toEqual({
      patient: 'me',
      state: 'more-is-needed',
    })
  })

  test('has no errors, and can be walked to its end', () => {
    expect(errors(portal)).toEqual([])
    const steps = ['hand-on', 'hand-on-2', 'finish']
    const by = ['front-desk', 'nurse', 'provider']
    const walked = rehearse(portal, 'walk', {
      workflow: 'parking-letter',
      start: { by: 'patient', expect: { state: 'submitted', queue: 'parking-letter' } },
      steps: [
        { by: 'front-desk', takes: 'ask-for-more', expect: { state: 'more-is-needed' } },
        { by: 'patient', takes: 'answer', expect: { state: 'submitted' } },
        ...steps.map((takes, at) => ({ takes, by: by[at]! })),
      ],
    })
    expect(walked.outcomes.flatMap(({ differences }) => differences)).toEqual([])
    expect(walked.outcomes.at(-1)?.sentence).toContain('Done')
  })
})

test('a group joins a queue only where they may read what else waits there', () => {
  expect(canJoin(base, 'nurse', ['nurse'])).toBe(true)
  expect(canJoin(base, 'nurse', ['front-desk'])).toBe(true)
  expect(canJoin(base, 'nurse', ['front-desk', 'operations'])).toBe(false)
})

test('a group whose name speaks of health names no stage', () => {
  const { portal } = done(base, [
    { kind: 'set-label', of: ['roles', 'nurse'], label: text('HIV nurse', 'Enfermería de VIH') },
  ])
  const { made } = make(answers([hand(['front-desk']), hand(['nurse'])]), portal)
  expect(Object.keys(made.states)).toEqual(['submitted', 'handed-on', 'done', 'declined'])
})

const seed = Number(process.env['SEED'] ?? 42)

const randomHand = (random: Random): Hand => {
  const handlers = [random.pick(['front-desk', 'nurse', 'provider', 'operations'])]
  return hand(handlers, {
    queue: random.chance(0.5) && canJoin(base, 'nurse', handlers) ? 'nurse' : '',
    mailbox: random.chance(0.5) ? 'desk@example.com' : '',
    within: random.pick(['2 business days', '1 hour', null]),
    written: random.some(['checked', 'written_on']),
    asksMore: random.chance(0.5),
  })
}

test(`whatever is answered has no errors, rehearses, and is undone to what was there (SEED=${seed})`, () => {
  const random = randomFrom(seed)
  for (let run = 0; run < 30; run += 1) {
    const given = answers(
      Array.from({ length: 1 + random.below(4) }, () => randomHand(random)),
      {
        senders: random.pick([['patient'], ['front-desk'], ['patient', 'operations']]),
        tells: random.chance(0.5),
        says: random.chance(0.5),
        shared: [],
      },
    )
    const { portal, inverses, edits, workflow } = make(given)
    const where = `run ${String(run)}: ${JSON.stringify(given)}`
    expect(errors(portal), where).toEqual([])
    expect(edits.length, where).toBeLessThanOrEqual(100)
    const first = firstRehearsal(portal, workflow)
    expect(first && rehearse(portal, workflow, first).passes, where).toBe(true)
    expect(canonical(done(portal, inverses).portal), where).toBe(canonical(base))
  }
})
