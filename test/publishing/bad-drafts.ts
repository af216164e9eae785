import { describe, expect, test } from 'vitest'
import type { Permission, Portal } from '@portico/engine/portal/portal'
import type { Person } from '../person.ts'
import type { Practice } from '../practice.ts'
import { advanceRefill, startRefill } from '../refill.ts'
import { publishAlone } from '../two-people.ts'
import { codeOf, edit } from './drafting.ts'

type Office = { readonly practice: Practice; readonly dana: Person }

const label = { en: 'X', es: 'X' }
const reading: Permission = { role: 'nurse', table: 'refill', may: ['read'], fields: ['dose'] }
const permitting =
  (permission: Partial<Permission>) =>
  (portal: Portal): Portal => ({
    ...portal,
    permissions: [...portal.permissions, { ...reading, ...permission }],
  })

const anybody = (portal: Portal): Portal =>
  permitting({ role: 'anybody' })({
    ...portal,
    roles: { ...portal.roles, anybody: { audience: 'public', label } },
  })

const inACircle = (portal: Portal): Portal => {
  const { refill } = portal.tables
  const patient = refill?.fields['patient']
  if (!refill || !patient) throw new Error('refills belong to patients')
  const fields = { ...refill.fields, patient: { ...patient, to: 'refill' } }
  return { ...portal, tables: { ...portal.tables, refill: { ...refill, fields } } }
}

const bad: readonly (readonly [string, string, (portal: Portal) => Portal])[] = [
  ['a permission for a role that is not there', 'unknown-role', permitting({ role: 'gone' })],
  ['a permission on a table that is not there', 'unknown-table', permitting({ table: 'gone' })],
  ['a permission for a field that is not there', 'unknown-field', permitting({ fields: ['gone'] })],
  [
    'a condition over a field that is not there',
    'condition-unknown-field',
    permitting({ where: { 'patient.gone': 'me' } }),
  ],
  [
    'a condition of the wrong kind',
    'condition-value',
    permitting({ where: { 'patient.location': 'me.name' } }),
  ],
  ['an order among what has none', 'condition-order', permitting({ where: { state: { '<': 'approved' } } })],
  ['a condition over a private value', 'condition-private', permitting({ where: { dose: '5 mg' } })],
  ['a cycle of references', 'ownership-circle', inACircle],
  ['private fields for anybody, which is above that ceiling', 'private-to-public', anybody],
  [
    'powers for patients, which are above theirs',
    'powers-outside-staff',
    (portal) => ({
      ...portal,
      roles: {
        ...portal.roles,
        patient: { ...portal.roles['patient'], audience: 'patient', powers: ['build'] },
      },
    }),
  ],
]

const lastEntry = async ({ practice }: Office): Promise<unknown> =>
  practice.superuser(
    async (client) =>
      (await client.query<object>('select verb, outcome, code from portico.entry order by seq desc limit 1'))
        .rows[0],
  )

/** What a draft can hold and no version: each keeps it from going live, with a code, and the try is an entry. */
export const badDraftTests = (office: () => Office): void => {
  describe('R5 R63 what no version may hold is refused when it is published, with a code and an entry:', () => {
    test.each(bad)('%s', async (_, code, change) => {
      const { dana } = office()
      const { portal } = await dana.api.draft.load.query()
      await edit(dana, { kind: 'restore', parts: [{ path: [], value: change(portal) }] })
      const { problems } = await dana.api.draft.review.query()
      const errors = problems.filter(({ severity }) => severity === 'error')
      expect(errors.map((problem) => problem.code)).toContain(code)
      expect(await codeOf(publishAlone(dana))).toBe('not-publishable')
      expect(await lastEntry(office())).toEqual({
        verb: 'publish',
        outcome: 'refused',
        code: 'not-publishable',
      })
      await edit(dana, { kind: 'restore', parts: [{ path: [], value: portal }] })
      expect((await dana.api.draft.load.query()).portal).toEqual(portal)
    })

    test('an unknown verb, which no draft takes', async () => {
      const { dana } = office()
      const { portal, revision } = await dana.api.draft.load.query()
      const permissions = [...portal.permissions, { ...reading, may: ['look'] }]
      const parts = [{ path: ['permissions'], value: permissions }]
      expect(await codeOf(edit(dana, { kind: 'restore', parts }))).toBe('not-publishable')
      expect(await lastEntry(office())).toEqual({
        verb: 'build',
        outcome: 'refused',
        code: 'not-publishable',
      })
      expect((await dana.api.draft.load.query()).revision).toBe(revision)
    })
  })

  test('no reason that may speak of somebody’s health goes into the trail unless its maker is sure', async () => {
    const { dana } = office()
    const { revision } = await dana.api.draft.load.query()
    const reason = 'Elsa Lindqvist has HIV'
    const publish = (isSure: boolean) =>
      codeOf(
        dana.api.draft.publish.mutate({ revision: revision + 99, reason, isSure, key: crypto.randomUUID() }),
      )
    expect(await publish(false)).toBe('reason-tells')
    expect(await publish(true)).toBe('draft-changed')
    expect(await codeOf(dana.api.approval.ask.mutate({ revision, reason }))).toBe('reason-tells')
  })
}

/** Open requests are counted while they are open, and keep nothing back once they have ended. */
export const outOfReachTests = (office: () => Office): void => {
  test('no version goes live that would leave an open request out of everybody’s reach', async () => {
    const { dana, practice } = office()
    const ada = await practice.as('ada@example.com')
    const { id } = await startRefill(ada)
    const { portal } = await dana.api.draft.load.query()
    const { refill: _, ...workflows } = portal.workflows
    await edit(dana, { kind: 'restore', parts: [{ path: ['workflows'], value: workflows }] })
    const outOfReach = async (): Promise<number> => {
      const { problems } = await dana.api.draft.review.query()
      const told = problems.find(({ code }) => code === 'open-requests-out-of-reach')
      expect(told?.sentence ?? '').toMatch(
        /^$|^\d+ open requests? of \*Refill\* would be out of everybody's reach: finish .* first, or keep the workflow/,
      )
      return Number(/^\d+/.exec(told?.sentence ?? '0')?.[0])
    }
    const open = await outOfReach()
    expect(open).toBeGreaterThan(0)
    expect(await codeOf(publishAlone(dana))).toBe('not-publishable')
    await advanceRefill(ada, id, 'withdraw', 1)
    expect(await outOfReach()).toBe(open - 1)
    await edit(dana, { kind: 'restore', parts: [{ path: [], value: portal }] })
  })
}
