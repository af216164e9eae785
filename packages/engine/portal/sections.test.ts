import { describe, expect, test } from 'vitest'
import { apply } from './apply.ts'
import { canonical } from './canonical.ts'
import { check } from './check.ts'
import { compare } from './compare.ts'
import type { Edit } from './edit.ts'
import { merge } from './merge.ts'
import { portalFor } from './portal-for.ts'
import { portalSchema, type Portal } from './portal.ts'
import { practice } from './practice.fixture.ts'
import { whereUsed } from './where-used.ts'

const title = (en: string) => ({ en, es: `${en} (es)` })
const applied = (edit: Edit, portal: Portal) => {
  const result = apply(portal, edit)
  if (!result.ok) throw new Error(result.refusal.map(({ sentence }) => sentence).join(' '))
  return result.value
}
const made = (portal: Portal, ...edits: readonly Edit[]): Portal =>
  edits.reduce((now, edit) => applied(edit, now).portal, portal)

const add = (section: string, at?: number): Edit => ({
  kind: 'add-section',
  form: 'refill',
  section,
  as: { label: title(section) },
  ...(at !== undefined && { at }),
})
const move = (at: number, to: number, section?: string | null): Edit => ({
  kind: 'move-question',
  form: 'refill',
  at,
  to,
  ...(section !== undefined && { section }),
})
const formOf = (portal: Portal) => portal.forms['refill']
const asked = (portal: Portal): readonly string[] =>
  formOf(portal)?.questions.map(({ ask, section = '-' }) => `${section}:${ask}`) ?? []
const sentences = (before: Portal, after: Portal) => compare(before, after).map(({ sentence }) => sentence)

const sectioned = made(practice, add('medicine'), add('where'), move(2, 2, 'where'))

test('a form without sections is the same portal as before there were any', () => {
  expect(canonical(practice)).not.toMatch(/section|order|checks|out-of-date/)
})

describe('sections', () => {
  test('the first one takes in every question, and what is asked for later comes into the last', () => {
    expect(asked(made(practice, add('medicine')))).toEqual([
      'medicine:medication',
      'medicine:days_left',
      'medicine:pharmacy',
    ])
    const more: Edit = { kind: 'add-question', form: 'refill', question: { ask: 'patient' } }
    expect(asked(made(sectioned, more)).at(-1)).toBe('where:patient')
  })

  test('are asked in their order, and questions go with them', () => {
    const turned = made(sectioned, { kind: 'move-section', form: 'refill', section: 'where', to: 0 })
    expect(formOf(turned)?.order).toEqual(['where', 'medicine'])
    expect(asked(turned)).toEqual(['where:pharmacy', 'medicine:medication', 'medicine:days_left'])
    const again = portalSchema.parse(JSON.parse(canonical(turned)))
    expect(asked(again)).toEqual(asked(turned))
    expect(Object.keys(formOf(again)?.sections ?? {})).toEqual(['where', 'medicine'])
    expect(sentences(sectioned, turned)).toContainEqual(
      expect.stringMatching(/^The sections of \*Ask for a refill\* stand in another order: /),
    )
  })

  test('take what one that goes had; without any, everything is as it was', () => {
    const gone = (section: string): Edit => ({ kind: 'remove-section', form: 'refill', section })
    expect(asked(made(sectioned, gone('where')))).toEqual([
      'medicine:medication',
      'medicine:days_left',
      'medicine:pharmacy',
    ])
    expect(asked(made(sectioned, gone('medicine')))[0]).toBe('where:medication')
    expect(canonical(made(sectioned, gone('where'), gone('medicine')))).toBe(canonical(practice))
  })

  test.each<Edit>([
    add('how', 0),
    { kind: 'change-section', form: 'refill', section: 'where', set: { label: title('Pickup') } },
    { kind: 'move-section', form: 'refill', section: 'where', to: 0 },
    { kind: 'remove-section', form: 'refill', section: 'medicine' },
    { kind: 'remove-section', form: 'refill', section: 'where' },
    move(0, 2, 'where'),
    move(2, 0, 'medicine'),
    move(1, 0, null),
    { kind: 'set-label', of: ['forms', 'refill', 'sections', 'where'], label: title('Pickup') },
  ])('$kind is undone and redone to the letter', (edit) => {
    const { portal, inverse } = applied(edit, sectioned)
    expect(canonical(portal)).not.toBe(canonical(sectioned))
    const undone = applied(inverse, portal)
    expect(canonical(undone.portal)).toBe(canonical(sectioned))
    expect(asked(undone.portal)).toEqual(asked(sectioned))
    expect(canonical(made(undone.portal, undone.inverse))).toBe(canonical(portal))
  })

  test('that are not there cannot be changed, and an id is given once', () => {
    const codes = (edit: Edit) => {
      const result = apply(sectioned, edit)
      return result.ok ? [] : result.refusal.map(({ code }) => code)
    }
    expect(codes(add('where'))).toEqual(['id-taken'])
    expect(codes({ kind: 'remove-section', form: 'refill', section: 'gone' })).toEqual(['edit-nowhere'])
    expect(codes({ kind: 'move-section', form: 'gone', section: 'where', to: 0 })).toEqual(['edit-nowhere'])
  })

  test('say where they are used, and are told when they come and go', () => {
    expect(whereUsed(sectioned, ['forms', 'refill', 'sections', 'where'])).toEqual([
      {
        path: ['forms', 'refill', 'questions', 2],
        sentence: 'Question 3 of *Ask for a refill* is asked in it.',
      },
    ])
    expect(sentences(practice, sectioned)).toContain(
      '*Ask for a refill* has a new section: *medicine* and *where*.',
    )
    expect(sentences(sectioned, practice)).toContain(
      '*Ask for a refill* no longer has a section *medicine* and *where*.',
    )
    const renamed = made(sectioned, {
      kind: 'change-section',
      form: 'refill',
      section: 'where',
      set: { label: title('Pickup') },
    })
    expect(sentences(sectioned, renamed)).toEqual(['*where* is now called *Pickup*.'])
  })

  test('that two makers add each stay, and neither is asked', () => {
    const [mine, theirs] = [made(sectioned, add('how')), made(sectioned, add('when'))]
    const merged = merge(sectioned, mine, theirs)
    expect(merged.overlaps).toEqual([])
    expect(formOf(merged.portal)?.order).toEqual(['medicine', 'where', 'how', 'when'])
    expect(canonical(merge(sectioned, theirs, mine).portal)).toBe(canonical(merged.portal))
  })

  test('in which a patient may see no question leave no trace with her', () => {
    const hidden = made(sectioned, {
      kind: 'restore',
      parts: [
        {
          path: ['permissions'],
          value: sectioned.permissions.map((one) =>
            one.role === 'patient' ? { ...one, fields: one.fields.filter((id) => id !== 'pharmacy') } : one,
          ),
        },
      ],
    })
    const form = formOf(portalFor(hidden, 'patient', ['patient']))
    expect(form?.order).toEqual(['medicine'])
    expect(JSON.stringify(form)).not.toContain('where')
  })

  test('a sound form with sections has no problem', () => {
    expect(check(sectioned)).toEqual([])
  })
})
