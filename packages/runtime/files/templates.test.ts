import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { canonical } from '@portico/engine/portal/canonical'
import { check } from '@portico/engine/portal/check'
import { compare } from '@portico/engine/portal/compare'
import { apply } from '@portico/engine/portal/apply'
import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import { roleSentences } from '@portico/engine/portal/sentence'
import { rehearseAll } from '@portico/engine/rehearsal/rehearse'
import { rehearsalProblems } from '@portico/engine/rehearsal/rehearsal-problems'
import { scriptFault } from '@portico/engine/testing/edit-script'
import { randomFrom } from '@portico/engine/testing/random'
import { describe, expect, test } from 'vitest'
import { readFolder } from './portal-folder.ts'

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

const renamed = (portal: Portal): Portal =>
  renaming(portal).reduce((now, edit) => {
    const result = apply(now, edit)
    if (!result.ok) throw new Error(JSON.stringify(result.refusal))
    return result.value.portal
  }, portal)

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
            Object.entries(table.fields).map(([field, declared]) => [field, { ...declared, label: undefined }]),
          ),
        },
      ]),
    ),
  })

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

  test('with every field renamed is rehearsed as before', async () => {
    const before = await portalIn(template)
    const went = (portal: Portal) =>
      rehearseAll(portal).map(({ id, passes, outcomes }) => ({ id, passes, at: outcomes.map(({ at }) => at) }))
    expect(went(renamed(before))).toEqual(went(before))
  })

  test('with every field renamed reads back without its old names or its ids', async () => {
    const before = await portalIn(template)
    const after = renamed(before)
    const fields = Object.values(before.tables).flatMap((table) => Object.entries(table.fields))
    const said = Object.keys(after.roles).flatMap((role) => roleSentences(after, role))
    const ids = new Set(fields.map(([id]) => id).filter((id) => /[_]/.test(id)))
    expect(said.filter((sentence) => [...ids].some((id) => sentence.includes(id)))).toEqual([])
    expect(said.filter((sentence) => sentence.includes('their own location'))).toEqual([])
  })
})
