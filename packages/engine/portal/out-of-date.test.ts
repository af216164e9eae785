import { describe, expect, test } from 'vitest'
import { apply } from './apply.ts'
import { canonical } from './canonical.ts'
import { check } from './check.ts'
import { compare } from './compare.ts'
import type { Edit } from './edit.ts'
import { merge } from './merge.ts'
import { outOfDate } from './out-of-date.ts'
import { parsePortal } from './parse.ts'
import { portalFor } from './portal-for.ts'
import type { Portal } from './portal.ts'
import { practice } from './practice.fixture.ts'

const applied = (edit: Edit, portal: Portal) => {
  const result = apply(portal, edit)
  if (!result.ok) throw new Error(result.refusal.map(({ sentence }) => sentence).join(' '))
  return result.value
}
const made = (portal: Portal, ...edits: readonly Edit[]): Portal =>
  edits.reduce((now, edit) => applied(edit, now).portal, portal)

const call = (label: { en: string; es?: string }, ...of: readonly string[]): Edit => ({
  kind: 'set-label',
  of: [...of],
  label,
})
const form = ['forms', 'refill'] as const
const old = practice.forms['refill']?.label
const es = old?.es ?? ''
const reworded = made(practice, call({ en: 'Get a refill', es }, ...form))
const keys = (portal: Portal) => outOfDate(portal).map(({ key }) => key)

describe('Spanish is out of date', () => {
  test('when the English of a text changes and the Spanish does not, until either comes back or is made anew', () => {
    expect(outOfDate(reworded)).toEqual([
      { key: 'forms.refill.label', at: [...form, 'label', 'es'], from: old?.en, en: 'Get a refill' },
    ])
    expect(keys(made(reworded, call({ en: 'Get a new refill', es }, ...form)))).toEqual([
      'forms.refill.label',
    ])
    expect(canonical(made(reworded, call({ en: old?.en ?? '', es }, ...form)))).toBe(canonical(practice))
    expect(keys(made(reworded, call({ en: 'Get a refill', es: 'Nuevo' }, ...form)))).toEqual([])
    expect(keys(made(reworded, call({ en: 'Get a refill' }, ...form)))).toEqual([])
    expect(keys(made(practice, call({ en: 'Get it', es: 'Nuevo' }, ...form)))).toEqual([])
  })

  test('until somebody says that it is still right', () => {
    const [problem] = check(reworded)
    expect(problem).toMatchObject({
      code: 'spanish-out-of-date',
      severity: 'hint',
      path: [...form, 'label', 'es'],
      sentence:
        'The Spanish may be out of date: the English said “Ask for a refill” when it was written, and says “Get a refill” now.',
    })
    if (!problem?.fix) throw new Error('There is no fix.')
    const settled = applied(problem.fix, reworded)
    expect(check(settled.portal)).toEqual([])
    expect(settled.portal).not.toHaveProperty('out-of-date')
    expect(compare(reworded, settled.portal)).toEqual([])
    expect(canonical(made(settled.portal, settled.inverse))).toBe(canonical(reworded))
    expect(apply(settled.portal, problem.fix).ok).toBe(false)
  })

  test.each<[string, Edit]>([
    [
      'tables.refill.fields.medication.label',
      call({ en: 'X', es: 'Medicamento' }, 'tables', 'refill', 'fields', 'medication'),
    ],
    ['name', { kind: 'set-name', name: { ...practice.name, en: 'Oak' } }],
    [
      'workflows.refill.states.submitted.patient-sees',
      {
        kind: 'change-state',
        workflow: 'refill',
        state: 'submitted',
        set: { 'patient-sees': { en: 'Here', es: 'Recibida' } },
      },
    ],
    [
      'forms.refill.questions.medication.title',
      {
        kind: 'change-question',
        form: 'refill',
        at: 0,
        set: { title: { en: 'What?', es: '¿Qué medicamento?' } },
      },
    ],
    [
      'notices.refill-update.wording.subject',
      {
        kind: 'set-wording',
        notice: 'refill-update',
        language: 'en',
        wording: {
          subject: 'Other',
          body: practice.notices['refill-update']?.wording.en.body ?? '',
        },
      },
    ],
  ])('%s', (key, edit) => {
    const { portal, inverse } = applied(edit, practice)
    expect(keys(portal)).toEqual([key])
    expect(parsePortal(JSON.parse(canonical(portal))).ok).toBe(true)
    expect(canonical(made(portal, inverse))).toBe(canonical(practice))
  })

  test('of a question wherever it moves, and no longer when it is gone', () => {
    const asked = made(practice, {
      kind: 'change-question',
      form: 'refill',
      at: 0,
      set: { title: { en: 'What?', es: '¿Qué medicamento?' } },
    })
    const moved = made(asked, { kind: 'move-question', form: 'refill', at: 0, to: 2 })
    expect(outOfDate(moved).map(({ at }) => at.join('.'))).toEqual(['forms.refill.questions.2.title.es'])
    const removing = applied({ kind: 'remove-question', form: 'refill', at: 2 }, moved)
    expect(removing.portal).not.toHaveProperty('out-of-date')
    expect(canonical(made(removing.portal, removing.inverse))).toBe(canonical(moved))
  })

  test('or is not, when several edits of one text are undone as one', () => {
    const first = applied(call({ en: 'Ask for a refill', es }, ...form), reworded)
    const second = made(first.portal, call({ en: 'Something else', es }, ...form))
    expect(canonical(made(second, first.inverse))).toBe(canonical(reworded))
    const typed = applied(call({ en: 'Get a refillx', es }, ...form), reworded)
    const back = made(typed.portal, call({ en: old?.en ?? '', es }, ...form))
    expect(canonical(made(back, typed.inverse))).toBe(canonical(reworded))
  })

  test('for both makers, whoever changed the English', () => {
    const theirs = made(practice, { kind: 'set-name', name: { ...practice.name, en: 'Oak' } })
    const { portal, overlaps } = merge(practice, reworded, theirs)
    expect(overlaps).toEqual([])
    expect(keys(portal).toSorted()).toEqual(['forms.refill.label', 'name'])
    const translated = made(practice, call({ en: old?.en ?? '', es: 'Otra' }, ...form))
    expect(keys(merge(practice, reworded, translated).portal)).toEqual(['forms.refill.label'])
  })

  test('which only its makers are told', () => {
    expect(portalFor(reworded, 'patient', ['patient'])).not.toHaveProperty('out-of-date')
    expect(portalFor(reworded, 'staff', ['nurse'])).not.toHaveProperty('out-of-date')
  })
})
