import { expect, test } from 'vitest'
import { portalSchema } from '../portal/portal.ts'
import { asPatient, asStaff, downtown, maple, recordId, uptown } from '../testing/maple.ts'
import { fieldsToAdd, fieldsToChange, leftToOthers } from './fields-to-write.ts'
import { keptTables, typedFields } from './kept-table.ts'
import { changeRecord, createRecord } from './write-record.ts'

const portal = portalSchema.parse({
  ...maple,
  tables: {
    ...maple.tables,
    clinic: {
      fields: {
        name: { kind: 'text', class: 'public' },
        beds: { kind: 'number', class: 'operational' },
        open: { kind: 'yes-no', class: 'operational' },
        plan: { kind: 'attachment', class: 'operational' },
        notes: { kind: 'long-text', class: 'operational' },
      },
    },
    allergy: {
      patient: 'patient',
      fields: { patient: { kind: 'reference', to: 'patient', class: 'identifier' } },
    },
  },
  permissions: [
    ...maple.permissions,
    { role: 'nurse', table: 'clinic', may: ['create', 'read'], fields: ['name', 'beds', 'open', 'plan'] },
    { role: 'nurse', table: 'clinic', may: ['update'], fields: ['name', 'beds', 'open'] },
    { role: 'patient', table: 'clinic', may: ['create', 'update'], fields: ['name'] },
    { role: 'nurse', table: 'allergy', may: ['create', 'update'], fields: ['patient'] },
    { role: 'nurse', table: 'staff', may: ['create', 'update'], fields: ['name', 'location'] },
    { role: 'front-desk', table: 'clinic', may: ['create', 'update'], fields: ['beds'] },
  ],
})
const today = '2026-11-23'
const nurse = asStaff('nurse')
const asked = (typed: Readonly<Record<string, string>>, table = 'clinic', actor = nurse) => ({
  ...{ portal, table, actor, typed, today, record: recordId(600) },
})
const nothing = { ok: false, refusal: { code: 'not-found' } }

test('a practice keeps by itself what goes through no workflow and belongs to no one patient', () => {
  expect(keptTables(portal)).toEqual(['location', 'patient', 'staff', 'clinic'])
  expect(typedFields(portal, 'clinic')).toEqual(['name', 'beds', 'open', 'notes'])
})

test('a new record holds what its maker may fill in, and never goes without what it is called', () => {
  expect(createRecord(asked({ name: ' East ', beds: '12', open: 'yes' }))).toEqual({
    ok: true,
    value: { name: 'East', beds: 12, open: true },
  })
  expect(createRecord(asked({ beds: 'many' }))).toMatchObject({
    refusal: {
      code: 'answers-invalid',
      answers: [
        { field: 'name', reason: 'missing' },
        { field: 'beds', reason: 'not-a-number' },
      ],
    },
  })
})

test('only the cells that are named change, and what is typed away becomes blank', () => {
  expect(changeRecord(asked({ beds: '3' }))).toEqual({ ok: true, value: { beds: 3 } })
  expect(changeRecord(asked({ beds: '', open: 'no' }))).toEqual({
    ok: true,
    value: { beds: null, open: false },
  })
  expect(changeRecord(asked({ name: '' }))).toMatchObject({ refusal: { code: 'answers-invalid' } })
  expect(changeRecord(asked({}))).toMatchObject(nothing)
})

test('a cell nobody granted, a file, a request’s table, a patient’s own table and a patient get one answer', () => {
  for (const write of [createRecord, changeRecord]) {
    expect(write(asked({ name: 'East', notes: 'Quiet' }))).toMatchObject(nothing)
    expect(write(asked({ name: 'East', plan: '00000000-0000-4000-8000-000000000001' }))).toMatchObject(
      nothing,
    )
    expect(write(asked({ name: 'East', gone: 'x' }))).toMatchObject(nothing)
    expect(write(asked({ medication: 'x' }, 'refill'))).toMatchObject(nothing)
    expect(write(asked({ patient: '00000000-0000-4000-8000-000000000001' }, 'allergy'))).toMatchObject(
      nothing,
    )
    expect(write(asked({ name: 'East' }, 'gone'))).toMatchObject(nothing)
    expect(write(asked({ name: 'East' }, 'clinic', asPatient()))).toMatchObject(nothing)
    expect(write(asked({ name: 'East' }, 'clinic', asStaff('provider')))).toMatchObject(nothing)
  }
  expect(fieldsToAdd(asked({}, 'clinic', asPatient()))).toEqual([])
})

test('who may not say what a record is called adds none, and changes what she may of those there are', () => {
  const frontDesk = asStaff('front-desk')
  expect(fieldsToAdd(asked({}, 'clinic', frontDesk))).toEqual([])
  expect(createRecord(asked({ beds: '3' }, 'clinic', frontDesk))).toMatchObject(nothing)
  expect(changeRecord(asked({ beds: '3' }, 'clinic', frontDesk))).toEqual({ ok: true, value: { beds: 3 } })
})

test('nobody changes on her own record what permissions ask of her', () => {
  const moving = asked({ location: uptown }, 'staff')
  expect(changeRecord(moving)).toEqual({ ok: true, value: { location: uptown } })
  const own = { ...moving, record: nurse.person ?? recordId(0) }
  expect(changeRecord(own)).toMatchObject(nothing)
  expect(changeRecord({ ...own, typed: { name: 'Nora', location: downtown } })).toMatchObject(nothing)
  expect(changeRecord({ ...own, typed: { name: 'Nora' } })).toEqual({ ok: true, value: { name: 'Nora' } })
  expect(leftToOthers(own, own.record)).toEqual(['location'])
  expect(fieldsToChange(own, own.record)).toEqual(['name'])
  expect(fieldsToChange(own, null)).toEqual(['name', 'location'])
})

test('what goes through a workflow is kept by its steps alone, also where it belongs to no patient', () => {
  const workflows = Object.fromEntries(
    Object.entries(portal.workflows).map(([id, workflow]) => [id, { ...workflow, table: 'clinic' }]),
  )
  const through = { ...asked({ name: 'East' }), portal: { ...portal, workflows } }
  expect(keptTables(through.portal)).not.toContain('clinic')
  expect(createRecord(through)).toMatchObject(nothing)
  expect(changeRecord(through)).toMatchObject(nothing)
})
