import { describe, expect, test } from 'vitest'
import { portalFor } from './portal-for.ts'
import { portalWith, practice } from './practice.fixture.ts'

const patients = portalFor(practice, 'patient', ['patient'])
const text = (value: unknown) => JSON.stringify(value)

describe('a patient’s browser', () => {
  test('knows the fields she may see or fill in, and no other', () => {
    expect(Object.keys(patients.tables['refill']!.fields)).toEqual([
      'patient',
      'medication',
      'pharmacy',
      'days_left',
    ])
    expect(Object.keys(patients.tables)).toEqual(['patient', 'refill'])
  })

  test.each([
    'decision_note',
    'Decision note',
    'nurse',
    'Nurse',
    '"provider"',
    'Front desk',
    'front-desk',
    '"queue"',
    'mailbox',
    'staff',
    'escalate',
    'remind',
    'approve"',
    'refill-waiting',
    'business',
    'wording',
  ])('has no trace of %s', (word) => {
    expect(text(patients)).not.toContain(word)
  })

  test('reads the stages in her words only', () => {
    expect(patients.workflows['refill']?.states['submitted']).toEqual({
      'patient-sees': { en: 'Received', es: 'Recibida' },
    })
    expect(patients.workflows['refill']?.states['approved']).toEqual({
      ends: true,
      'patient-sees': { en: 'Approved', es: 'Aprobada' },
    })
  })

  test('knows the one step she may take', () => {
    expect(patients.workflows['refill']?.transitions).toEqual({
      withdraw: { from: ['submitted'], to: 'withdrawn', by: ['patient'] },
    })
  })

  test('knows only her own permissions and her own role', () => {
    expect(patients.permissions.map(({ role }) => role)).toEqual(['patient', 'patient'])
    expect(Object.keys(patients.roles)).toEqual(['patient'])
  })

  test('has the form she fills in', () => {
    expect(patients.forms).toEqual(practice.forms)
  })

  test('is not told of a table that a field refers to and she may not see', () => {
    expect(patients.tables['patient']?.fields['location']).not.toHaveProperty('to')
    expect(patients.tables['refill']?.fields['patient']?.to).toBe('patient')
  })

  test('is not told a condition over what she may not see', () => {
    const portal = portalWith({
      'permissions.1.where': {
        patient: 'me',
        'patient.location': 'me.location',
        decision_note: { 'is-blank': true },
      },
    })
    expect(portalFor(portal, 'patient', ['patient']).permissions[1]).not.toHaveProperty('where')
    expect(patients.permissions[1]?.where).toEqual({ patient: 'me' })
  })

  test('is not asked what she may not fill in', () => {
    const portal = portalWith({ 'forms.refill.questions.3': { ask: 'decision_note' } })
    expect(text(portalFor(portal, 'patient', ['patient']).forms)).not.toContain('decision_note')
  })
})

describe('a staff browser', () => {
  const desk = portalFor(practice, 'staff', ['front-desk'])

  test('of the front desk has no trace of the decision note', () => {
    expect(text(desk)).not.toContain('decision_note')
    expect(text(desk)).not.toContain('Decision note')
  })

  test('knows stages, queues and steps by name, and whose steps they are only when they are its own', () => {
    expect(Object.keys(desk.queues)).toEqual(['nurse', 'provider'])
    expect(desk.workflows['refill']?.transitions['approve']).toEqual({
      from: ['awaiting-decision'],
      to: 'approved',
      by: [],
    })
    expect(
      portalFor(practice, 'staff', ['provider']).workflows['refill']?.transitions['approve'],
    ).toMatchObject({ by: ['provider'], asks: ['decision_note'] })
  })

  test('knows no mailbox and no wording', () => {
    expect(text(desk)).not.toContain('mailbox')
    expect(desk.notices).toEqual({})
  })

  test('of several roles knows what each of them may', () => {
    const both = portalFor(practice, 'staff', ['front-desk', 'provider'])
    expect(Object.keys(both.tables['refill']!.fields)).toContain('decision_note')
    expect(both.forms).toEqual(practice.forms)
    expect(portalFor(practice, 'staff', ['provider']).forms).toEqual({})
  })
})

test('roles of another audience, unknown roles and none give nothing', () => {
  for (const roles of [['nurse'], ['gone'], ['constructor'], []]) {
    expect(portalFor(practice, 'patient', roles)).toMatchObject({
      tables: {},
      roles: {},
      permissions: [],
      forms: {},
      queues: {},
      workflows: {},
    })
  }
})
