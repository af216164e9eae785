import { apply } from '@portico/engine/portal/apply'
import { canonical } from '@portico/engine/portal/canonical'
import { check } from '@portico/engine/portal/check'
import { editSchema, type Edit } from '@portico/engine/portal/edit'
import { mayEver } from '@portico/engine/portal/grants'
import type { Portal } from '@portico/engine/portal/portal'
import { practice } from '@portico/engine/portal/practice.fixture'
import { firstRehearsal } from '@portico/engine/rehearsal/first-rehearsal'
import { rehearse } from '@portico/engine/rehearsal/rehearse'
import { expect, test } from 'vitest'
import type { Answers } from './made-answers.ts'
import { madeFrom, onGround, standIn, type Ground } from './made-ground.ts'

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

const label = { en: 'Referral', es: 'Derivación' }
const part = (id: string, en: string, es: string, kind: 'long-text' | 'date' = 'long-text') => ({
  id,
  as: { kind, class: 'clinical' as const, label: { en, es } },
})
const asked = [
  part('about_to_be_made_1', 'Why you are referred', 'Por qué se le deriva'),
  part('about_to_be_made_2', 'Patient', 'Paciente'),
]
const note = part('about_to_be_made_3', 'Seen on', 'Fecha de la visita', 'date')
const ground: Ground = { table: standIn, isNew: true, owns: false, parts: [...asked, note] }
const answers: Answers = {
  table: standIn,
  senders: ['patient'],
  asked: asked.map(({ id }) => id),
  hands: [{ handlers: ['nurse'], queue: '', mailbox: '', within: null, written: [note.id], asksMore: false }],
  whole: '5 business days',
  shared: [note.id],
  tells: true,
  says: true,
  permits: true,
  knows: true,
}
const errors = (portal: Portal) => check(portal).filter(({ severity }) => severity === 'error')

test('something new gets a table that leads to the patient, with ids that tell what they are of', () => {
  const made = madeFrom(practice, ground, answers, label)
  const { portal } = done(practice, made.edits)
  expect(made.table).toBe('referral')
  expect(portal.tables['referral']?.patient).toBe('patient')
  expect(Object.keys(portal.tables['referral']?.fields ?? {})).toEqual([
    'patient',
    'why_you_are_referred',
    'patient_2',
    'seen_on',
    'why_it_was_declined',
  ])
  expect(portal.forms['referral']?.questions.map(({ ask }) => ask)).toEqual([
    'why_you_are_referred',
    'patient_2',
  ])
  expect(mayEver(portal, 'patient', 'read', 'referral', 'seen_on')).toBe(true)
  expect(mayEver(portal, 'patient', 'update', 'referral', 'seen_on')).toBe(false)
  expect(mayEver(portal, 'nurse', 'update', 'referral', 'seen_on')).toBe(true)
  expect(JSON.stringify(portal)).not.toMatch(/about.to.be.made/)
})

test('something new has no errors, can be walked to its end, and is undone to what was there', () => {
  const [first, , ...rest] = ground.parts
  const without = { ...ground, parts: [...(first ? [first] : []), ...rest] }
  const made = madeFrom(practice, without, { ...answers, asked: ['about_to_be_made_1'] }, label)
  const { portal, inverses } = done(practice, made.edits)
  expect(errors(portal)).toEqual([])
  const walk = firstRehearsal(portal, made.workflow)
  expect(walk && rehearse(portal, made.workflow, walk).passes).toBe(true)
  expect(canonical(done(portal, inverses).portal)).toBe(canonical(practice))
})

test('a table without a way to the patient gets one, and what it still lacks', () => {
  const bare = { label: { en: 'Visit', es: 'Visita' }, fields: {} }
  const { portal: begun } = done(practice, [{ kind: 'add-table', table: 'visit', as: bare }])
  const given = { ...ground, table: 'visit', isNew: false, owns: true, parts: [asked[0] ?? note, note] }
  const about = { ...answers, table: 'visit', asked: ['about_to_be_made_1'] }
  expect(onGround(begun, given, label).tables['visit']?.patient).toBe('patient')
  const { portal } = done(begun, madeFrom(begun, given, about, label).edits)
  expect(Object.keys(portal.tables['visit']?.fields ?? {})).toEqual([
    'patient',
    'why_you_are_referred',
    'seen_on',
    'why_it_was_declined',
  ])
  expect(errors(portal)).toEqual([])
})

test('before it has a name, the questions that follow stand on a table all the same', () => {
  const bare = onGround(practice, { ...ground, parts: [] }, { en: '' })
  expect(Object.keys(bare.tables[standIn]?.fields ?? {})).toEqual(['patient'])
})
