import { expect, test } from 'vitest'
import { check } from '../portal/check.ts'
import { portalWith, practice } from '../portal/practice.fixture.ts'
import type { Portal, Rehearsal } from '../portal/portal.ts'
import { maple } from '../testing/maple.ts'
import { randomSoundPortal } from '../testing/random-portal.ts'
import { randomFrom } from '../testing/random.ts'
import { simplePaths } from '../testing/paths.ts'
import { asItCame } from './as-it-came.ts'
import { rehearsalOf } from '../testing/rehearsal-of.ts'
import { rehearse } from './rehearse.ts'
import { rehearsalProblems } from './rehearsal-problems.ts'
import { unwalkedSteps } from './unwalked.ts'

const start: Rehearsal['start'] = {
  by: 'patient',
  with: { medication: 'Inventadine', pharmacy: 'main' },
}
const script = (steps: Rehearsal['steps'], changes: Partial<Rehearsal> = {}): Rehearsal => ({
  workflow: 'refill',
  start,
  steps,
  ...changes,
})
const walked = (rehearsal: Rehearsal, portal: Portal = practice) => rehearse(portal, 'r', rehearsal)
const differences = (rehearsal: Rehearsal, portal: Portal = practice) =>
  walked(rehearsal, portal).outcomes.flatMap((outcome) =>
    outcome.differences.map(({ of, expected, came }) => `${of}: ${expected} / ${came}`),
  )

test('a walk tells each step with its moment and passes when nothing was expected otherwise', () => {
  const result = walked(
    script([
      {
        by: 'nurse',
        takes: 'send-on',
        expect: { state: 'awaiting-decision', queue: 'provider', notices: [] },
      },
      {
        by: 'provider',
        takes: 'approve',
        with: { decision_note: 'Invented' },
        expect: { state: 'approved', queue: null, assignee: 'nobody', notices: ['refill-update'] },
      },
    ]),
  )
  expect(result.passes).toBe(true)
  expect(result.outcomes.map(({ at, sentence }) => `${at} ${sentence}`)).toEqual([
    '2027-03-01T10:00 *Patient* starts *Refill*. It is at *Submitted*, in the queue *Nurse*.',
    '2027-03-01T10:00 *Nurse* takes *Send on*. It is at *Awaiting decision*, in the queue *Provider*.',
    '2027-03-01T10:00 *Provider* takes *Approve*. It is at *Approved*. *Refill update* is sent.',
  ])
})

test('time passes in business hours, and the system takes what falls due, in its order', () => {
  const result = walked(
    script(
      [{ wait: '3 business hours' }, { wait: '5 business hours', expect: { state: 'awaiting-decision' } }],
      {
        begins: '2027-03-01T15:00',
      },
    ),
  )
  expect(result.outcomes.map(({ at }) => at)).toEqual([
    '2027-03-01T15:00',
    '2027-03-02T09:00',
    '2027-03-02T14:00',
  ])
  expect(result.outcomes[1]?.sentence).toMatch(/the system takes \*Remind\*.* \*Refill waiting\* is sent\.$/)
  expect(result.outcomes[2]?.sentence).toMatch(/the system takes \*Escalate\*/)
  expect(result.passes).toBe(true)
})

test('what comes otherwise is said with what was expected and what came', () => {
  expect(
    differences(
      script([
        {
          by: 'nurse',
          takes: 'send-on',
          expect: {
            state: 'approved',
            queue: 'nurse',
            assignee: 'nurse',
            notices: ['refill-update'],
            sees: { role: 'patient', visible: ['decision_note'], hidden: ['medication'] },
          },
        },
      ]),
    ),
  ).toEqual([
    'the stage: *Approved* / *Awaiting decision*',
    'the queue: *Nurse* / *Provider*',
    'who has it: *Nurse* / nobody',
    'the messages sent: *Refill update* / no message',
    'what *Patient* sees: *Decision note* is shown / *Decision note* is hidden',
    'what *Patient* sees: *Medicine* is hidden / *Medicine* is shown',
  ])
})

test('a refusal is a difference unless it is expected, and an expected one that does not come is one too', () => {
  const take = { by: 'provider', takes: 'send-on' } as const
  expect(differences(script([take]))).toEqual(['the step: is taken / is refused: this role may not do it'])
  expect(differences(script([{ ...take, expect: { refused: 'not-found' } }]))).toEqual([])
  expect(differences(script([{ ...take, by: 'nurse', expect: { refused: 'not-found' } }]))).toEqual([
    'the step: is refused: this role may not do it / is taken',
  ])
  expect(differences(script([], { start: { by: 'nurse' } }))).toEqual([
    'the step: is taken / is refused: this role may not do it',
  ])
})

test('a question the script does not know is answered with something invented, and one no longer asked is left out', () => {
  const portal = portalWith({
    'forms.refill.questions': [{ ask: 'medication' }, { ask: 'days_left' }],
    'workflows.refill.transitions.approve.asks': undefined,
  })
  const approve = { by: 'provider', takes: 'approve', with: { decision_note: 'Invented' } } as const
  expect(differences(script([{ by: 'nurse', takes: 'send-on' }, approve]), portal)).toEqual([])
  const blank = { by: 'provider', takes: 'approve', expect: { refused: 'answers-invalid' } } as const
  expect(differences(script([{ by: 'nurse', takes: 'send-on' }, blank]))).toEqual([])
})

test('a reference to the staff that a script answers with a role leads to who holds it there', () => {
  const portal = portalWith({
    'tables.refill.fields.advised_by': { kind: 'reference', to: 'staff', class: 'operational' },
    'forms.refill.questions': [{ ask: 'medication' }, { ask: 'advised_by' }],
    permissions: [
      ...practice.permissions,
      { role: 'patient', table: 'refill', may: ['create'], fields: ['advised_by'] },
      { role: 'nurse', table: 'refill', may: ['read'], fields: ['advised_by'], where: { advised_by: 'me' } },
    ],
  })
  const advisedBy = (advised_by: string, sees: { readonly visible?: string[]; readonly hidden?: string[] }) =>
    differences(
      script([], {
        start: { by: 'patient', with: { advised_by }, expect: { sees: { role: 'nurse', ...sees } } },
      }),
      portal,
    )
  expect(advisedBy('nurse', { visible: ['advised_by'] })).toEqual([])
  expect(advisedBy('provider', { hidden: ['advised_by'] })).toEqual([])
  expect(advisedBy('anybody', { hidden: ['advised_by'] })).toEqual([])
})

test('a script that differs can be made to expect what came', () => {
  const otherwise = script([
    {
      by: 'nurse',
      takes: 'send-on',
      expect: { state: 'approved', queue: 'nurse', assignee: 'nurse', notices: ['refill-update'] },
    },
    { by: 'nurse', takes: 'approve', expect: { sees: { role: 'patient', visible: ['decision_note'] } } },
  ])
  expect(differences(otherwise)).not.toEqual([])
  expect(differences(asItCame(practice, otherwise))).toEqual([])
})

test('deadlines that chase each other do not keep a walk from ending', () => {
  const portal = portalWith({
    'workflows.refill.states.submitted.due': { within: '1 second', then: 'escalate' },
    'workflows.refill.states.awaiting-decision.due': { within: '1 second', then: 'back' },
    'workflows.refill.transitions.back': { from: ['awaiting-decision'], to: 'submitted', by: ['system'] },
  })
  expect(walked(script([{ wait: '9999 days' }]), portal).outcomes).toHaveLength(2)
})

test('a rehearsal that names what is not there is a problem at its place', () => {
  const portal = portalWith({
    rehearsals: {
      r: script(
        [
          { by: 'surgeon', takes: 'cut', with: { nothing: 'x' } },
          {
            wait: '1 day',
            expect: {
              state: 'gone',
              queue: 'gone',
              notices: ['gone'],
              sees: { role: 'gone', hidden: ['gone'] },
            },
          },
        ],
        { start: { by: 'system' } },
      ),
      other: script([], { workflow: 'gone' }),
    },
  })
  expect(
    check(portal)
      .filter(({ code }) => code === 'rehearsal-unknown')
      .map(({ path }) => path.join('.')),
  ).toEqual([
    'rehearsals.r.steps.0.by',
    'rehearsals.r.steps.0.takes',
    'rehearsals.r.steps.0.with.nothing',
    'rehearsals.r.steps.1.expect.state',
    'rehearsals.r.steps.1.expect.queue',
    'rehearsals.r.steps.1.expect.notices.0',
    'rehearsals.r.steps.1.expect.sees.role',
    'rehearsals.r.steps.1.expect.sees.hidden.0',
    'rehearsals.other.workflow',
  ])
})

test('a failing rehearsal is a problem that says where, what was expected and what came', () => {
  const portal = portalWith({
    rehearsals: { r: script([{ by: 'nurse', takes: 'send-on', expect: { state: 'approved' } }]) },
  })
  expect(rehearsalProblems(portal)).toMatchObject([
    {
      severity: 'error',
      path: ['rehearsals', 'r', 'steps', 0],
      sentence:
        'The rehearsal *R* goes otherwise at step 1: it expects of the stage “*Approved*”, and “*Awaiting decision*” came. Mend the portal, or the rehearsal if this is meant.',
    },
  ])
})

test('every path of a portal, random or not, turned into a rehearsal passes on that portal', () => {
  const portals = [maple, ...Array.from({ length: 40 }, (_, seed) => randomSoundPortal(randomFrom(seed)))]
  let walks = 0
  for (const [index, portal] of portals.entries())
    for (const [id, workflow] of Object.entries(portal.workflows))
      for (const path of simplePaths(workflow)) {
        const result = rehearse(portal, id, rehearsalOf(portal, id, path))
        const said = result.outcomes.flatMap(({ differences: found }) => found)
        expect(said, `portal ${index}, ${path.map(({ transition }) => transition).join(' ')}`).toEqual([])
        walks += 1
      }
  expect(walks).toBeGreaterThan(40)
})

test('a rehearsal takes milliseconds', () => {
  const before = performance.now()
  walked(script([{ by: 'nurse', takes: 'send-on' }, { wait: '8 business hours' }]))
  expect(performance.now() - before).toBeLessThan(50)
})

test('the steps that no rehearsal takes are told, and what time brings about counts as taken', () => {
  const rehearsals = {
    approved: script([
      { by: 'nurse', takes: 'send-on' },
      { by: 'provider', takes: 'approve' },
    ]),
    late: script([{ wait: '10 days' }]),
  }
  const steps = Object.keys(practice.workflows.refill?.transitions ?? {})
  const left = unwalkedSteps({ ...practice, rehearsals }).refill ?? []
  expect(left).toEqual(['withdraw'])
  expect(unwalkedSteps({ ...practice, rehearsals: {} }).refill).toEqual(steps)
  const due = practice.workflows.refill?.states['submitted']?.due?.then ?? ''
  expect(steps).toContain(due)
  expect(left).not.toContain(due)
})
