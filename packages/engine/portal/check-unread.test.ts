import { expect, test } from 'vitest'
import { check } from './check.ts'
import { portalWith, practice } from './practice.fixture.ts'

const unread = (parts: Readonly<Record<string, unknown>>) =>
  check(portalWith(parts)).filter(({ code }) => code === 'filled-never-read')

test('a field somebody fills in and nobody may read is a hint, with one click to mend it', () => {
  const permissions = practice.permissions.map((permission) =>
    permission.table === 'refill' && permission.may.includes('read')
      ? { ...permission, fields: permission.fields.filter((field) => field !== 'decision_note') }
      : permission,
  )
  const writing = { role: 'provider', table: 'refill', may: ['update'], fields: ['decision_note'] }
  const [found, ...more] = unread({
    permissions: [...permissions.filter(({ fields }) => fields.length > 0), writing],
  })
  expect(more).toEqual([])
  expect(found).toMatchObject({
    severity: 'hint',
    path: ['tables', 'refill', 'fields', 'decision_note'],
    fix: { kind: 'set-cell', field: 'decision_note', verb: 'read', on: true },
  })
  expect(unread({})).toEqual([])
})
