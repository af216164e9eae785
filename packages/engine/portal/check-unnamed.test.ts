import { expect, test } from 'vitest'
import { apply } from './apply.ts'
import { check } from './check.ts'
import { identityPermission } from './identity-permission.ts'
import { portalWith, practice } from './practice.fixture.ts'

const unnamed = (portal: typeof practice) => check(portal).filter(({ code }) => code === 'handled-unnamed')
const kept = (table: string) =>
  practice.permissions.filter(({ role, table: of }) => role !== 'nurse' || of !== table)

test('staff who handle a request and cannot read whose it is are a hint, with one click to mend it', () => {
  expect(unnamed(practice)).toEqual([])
  const blind = portalWith({ permissions: kept('patient') })
  const [found, ...more] = unnamed(blind)
  expect(more).toEqual([])
  expect(found).toMatchObject({
    severity: 'hint',
    path: ['roles', 'nurse'],
    sentence:
      '*Nurse* handles *Refill* and cannot read *Name* of *Patient*, so nobody there sees whose it is.',
    fix: { kind: 'add-permission', permission: { role: 'nurse', table: 'patient', may: ['read'] } },
  })
  const mended = found?.fix && apply(blind, found.fix)
  expect(mended?.ok && unnamed(mended.value.portal)).toEqual([])
})

test('the mend names what tells one patient from another, of the patients whose requests the role sees', () => {
  const patient = practice.tables['patient']
  const birth = { kind: 'date', class: 'identifier', label: { en: 'Date of birth' } }
  const portal = portalWith({
    'tables.patient.fields': { ...patient?.fields, birth_date: birth },
    permissions: [
      ...kept('patient').filter(({ role, table }) => role !== 'nurse' || table !== 'refill'),
      {
        role: 'nurse',
        table: 'refill',
        may: ['read'],
        fields: ['patient', 'medication'],
        where: { 'patient.location': 'me.location' },
      },
    ],
  })
  expect(identityPermission(portal, 'nurse', 'refill')).toEqual({
    kind: 'add-permission',
    permission: {
      role: 'nurse',
      table: 'patient',
      may: ['read'],
      fields: ['name', 'birth_date'],
      where: { location: 'me.location' },
    },
  })
  expect(identityPermission(portal, 'nurse', 'location')).toBeNull()
})
