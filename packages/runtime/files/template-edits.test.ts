import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { canonical } from '@portico/engine/portal/canonical'
import { check } from '@portico/engine/portal/check'
import { compare } from '@portico/engine/portal/compare'
import { apply } from '@portico/engine/portal/apply'
import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import { permissionSentence } from '@portico/engine/portal/sentence'
import type { Text } from '@portico/engine/portal/text'
import { rehearseAll } from '@portico/engine/rehearsal/rehearse'
import { rehearsalProblems } from '@portico/engine/rehearsal/rehearsal-problems'
import { scriptFault } from '@portico/engine/testing/edit-script'
import { randomFrom } from '@portico/engine/testing/random'
import { describe, expect, test } from 'vitest'
import { structureOf } from '../postgres/change.ts'
import { factsFunctions } from '../postgres/facts.ts'
import { guardsOf } from '../postgres/guard.ts'
import { onceIndexes } from '../postgres/once.ts'
import { policiesOf } from '../postgres/policy.ts'
import { viewsOf } from '../postgres/view.ts'
import { readFolder } from './portal-folder.ts'

const hash = 'a'.repeat(64)
const templates = fileURLToPath(new URL('../../../templates/', import.meta.url))
const scripts = Math.ceil(Number(process.env['SCRIPTS'] ?? 40) / 4)
const seed = Number(process.env['SEED'] ?? 20260)

const portalIn = async (template: string): Promise<Portal> => {
  const { portal, problems } = await readFolder(`${templates}${template}`)
  if (!portal) throw new Error(problems.map(({ sentence }) => sentence).join(' '))
  return portal
}

/** Words that stand nowhere else, so that whatever shows another name of a field than its label is found. */
const renaming = (portal: Portal): readonly Edit[] =>
  Object.entries(portal.tables).flatMap(([table, { fields }], first) =>
    Object.keys(fields).map((field, second): Edit => {
      const name = `${String(first)}-${String(second)}`
      return {
        kind: 'change-field',
        table,
        field,
        set: { label: { en: `Renamed ${name}`, es: `Cambiado ${name}` } },
      }
    }),
  )

const applied = (portal: Portal, edits: readonly Edit[]): Portal =>
  edits.reduce((now, edit) => {
    const result = apply(now, edit)
    if (!result.ok) throw new Error(JSON.stringify(result.refusal))
    return result.value.portal
  }, portal)

const renamed = (portal: Portal): Portal => applied(portal, renaming(portal))

/** The portal as it would be if labels meant something: without those of its fields, everything else must be equal. */
const unlabelled = (portal: Portal): string =>
  canonical({
    ...portal,
    tables: Object.fromEntries(
      Object.entries(portal.tables).map(([id, table]) => [
        id,
        {
          ...table,
          fields: Object.fromEntries(
            Object.entries(table.fields).map(([field, declared]) => [
              field,
              { ...declared, label: undefined },
            ]),
          ),
        },
      ]),
    ),
  })

type Labelled = { readonly of: readonly string[]; readonly id: string; readonly label: Text | undefined }

/** Whatever in a portal has an id and may have a label. */
const labelledIn = (portal: Portal): readonly Labelled[] => {
  const under = (
    of: readonly string[],
    map: Readonly<Record<string, { readonly label?: Text | undefined }>>,
  ) => Object.entries(map).map(([id, { label }]): Labelled => ({ of: [...of, id], id, label }))
  return [
    ...(['tables', 'roles', 'forms', 'queues', 'workflows', 'notices', 'rehearsals'] as const).flatMap(
      (noun) => under([noun], portal[noun] ?? {}),
    ),
    ...Object.entries(portal.tables).flatMap(([id, { fields }]) => under(['tables', id, 'fields'], fields)),
    ...Object.entries(portal.workflows).flatMap(([id, { states, transitions }]) => [
      ...under(['workflows', id, 'states'], states),
      ...under(['workflows', id, 'transitions'], transitions),
    ]),
  ]
}

const everythingRenamed = (portal: Portal): Portal =>
  applied(
    portal,
    labelledIn(portal).map(({ of }, index) => ({
      kind: 'set-label',
      of,
      label: { en: `Zq${String(index)}`, es: `Zw${String(index)}` },
    })),
  )

/** Every sentence about a portal that people read: its rules, what publishing all of it would do, its rehearsals. */
const told = (portal: Portal): readonly string[] => {
  const bare: Portal = {
    ...portal,
    tables: {},
    roles: {},
    permissions: [],
    forms: {},
    queues: {},
    workflows: {},
    notices: {},
    rehearsals: {},
  }
  return [
    ...portal.permissions.map((permission) => permissionSentence(portal, permission)),
    ...[...compare(bare, portal), ...compare(portal, bare)].map(({ sentence }) => sentence),
    ...rehearseAll(portal).flatMap(({ outcomes }) => outcomes.map(({ sentence }) => sentence)),
    ...check({ ...portal, permissions: [] }).map(({ sentence }) => sentence),
    ...check({ ...portal, permissions: portal.permissions.map((one) => ({ ...one, role: 'patient' })) }).map(
      ({ sentence }) => sentence,
    ),
  ]
}

describe.each(readdirSync(templates))('the template %s', (template) => {
  test('has no problem, and its rehearsals pass', async () => {
    const portal = await portalIn(template)
    expect(check(portal)).toEqual([])
    expect(rehearsalProblems(portal)).toEqual([])
  })

  test(`is the same after ${String(scripts)} random edit scripts are undone (seed ${String(seed)})`, async () => {
    const portal = await portalIn(template)
    for (let script = 0; script < scripts; script += 1) {
      const random = randomFrom(seed + script)
      expect(scriptFault(random, portal, 1 + random.below(12)), `seed ${String(seed + script)}`).toBeNull()
    }
  }, 600_000)

  test('with every field renamed is compared as new wording and nothing else', async () => {
    const before = await portalIn(template)
    const after = renamed(before)
    const changes = compare(before, after)
    expect([...new Set(changes.map(({ kind }) => kind))]).toEqual(['change-words'])
    expect(changes.filter((change) => change.widens || change.narrows || change.losesData)).toEqual([])
    expect(unlabelled(after)).toBe(unlabelled(before))
    expect(check(after)).toEqual([])
  })

  test('with every field renamed is held by the same rules in Postgres', async () => {
    const rulesOf = (portal: Portal) =>
      [
        structureOf(portal),
        onceIndexes(portal),
        policiesOf(portal),
        guardsOf(portal),
        viewsOf(portal, hash),
        factsFunctions(portal, []),
      ].flat()
    const before = await portalIn(template)
    expect(rulesOf(renamed(before))).toEqual(rulesOf(before))
  })

  test('with every field renamed is rehearsed as before', async () => {
    const before = await portalIn(template)
    const went = (portal: Portal) =>
      rehearseAll(portal).map(({ id, passes, outcomes }) => ({
        id,
        passes,
        at: outcomes.map(({ at }) => at),
      }))
    expect(went(renamed(before))).toEqual(went(before))
  })

  test('with everything renamed is told without its old names or its ids', async () => {
    const before = await portalIn(template)
    const after = everythingRenamed(before)
    const said = told(after)
    const labels = labelledIn(before).map(({ label }) => label?.en ?? '')
    const ids = labelledIn(before).map(({ id }) => id)
    // What one word alone says may as well be the sentence's own, and so may these two.
    const old = [...labels, ...ids, ...ids.map((id) => id.replaceAll(/[-_]/g, ' '))].filter(
      (words) => /\w[ _-]\w/.test(words) && !['The form', 'no longer'].includes(words),
    )
    const left = said.flatMap((sentence) =>
      old.filter((words) => sentence.includes(words)).map((words) => ({ words, sentence })),
    )
    expect(left).toEqual([])
  })
})
