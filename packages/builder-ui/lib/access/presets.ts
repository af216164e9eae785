import type { Condition } from '@portico/engine/access/condition'
import type { ConditionInput } from '@portico/engine/access/condition-schema'
import { isSame } from '@portico/engine/portal/pairs'
import type { Portal } from '@portico/engine/portal/portal'
import { peopleTable } from '@portico/engine/portal/people-table'
import { isOwned, ownerField } from '@portico/engine/portal/resolve'
import { isWorkflowTable } from '@portico/engine/portal/workflow-table'
import { fieldLabel } from '#lib/draft/label.ts'
import { words } from '#lib/words.ts'

/** Which records, in the words in which an office speaks of it. */
export type Preset = { readonly value: string; readonly label: string; readonly where: ConditionInput | null }

/** Where both a record (or its patient) and the member of the staff stand in the same third thing: a location. */
const shared = (portal: Portal, table: string): readonly Preset[] => {
  const staff = peopleTable(portal, 'staff')
  const owner = ownerField(portal.tables[table])
  const places = (of: string, before: string): readonly (readonly [string, string | undefined])[] =>
    Object.entries(portal.tables[of]?.fields ?? {}).map(([id, field]) => [`${before}${id}`, field.to])
  const far = owner === null ? undefined : portal.tables[table]?.fields[owner]?.to
  const paths = [...places(table, ''), ...(far === undefined ? [] : places(far, `${owner ?? ''}.`))]
  return Object.entries(staff?.table.fields ?? {}).flatMap(([fact, { to }]) => {
    const path = to === undefined ? undefined : paths.find(([, other]) => other === to)?.[0]
    if (path === undefined || !staff) return []
    const place = fieldLabel(portal, staff.id, fact).toLowerCase()
    return [
      {
        value: `shared-${fact}`,
        label: words.conditions.preset.location(place),
        where: { [path]: `me.${fact}` },
      },
    ]
  })
}

export const presetsFor = (portal: Portal, table: string, role: string): readonly Preset[] => {
  const audience = portal.roles[role]?.audience
  const all = { value: 'all', label: words.conditions.preset.all, where: null }
  const declared = portal.tables[table]
  if (audience === 'patient') {
    const path = declared?.patient
    if (!isOwned(declared)) return [all]
    return [
      {
        value: 'own',
        label: words.conditions.preset.own,
        where: path === undefined ? null : { [path]: 'me' },
      },
    ]
  }
  if (audience !== 'staff') return [all]
  const assigned = isWorkflowTable(portal, table)
    ? [{ value: 'assigned', label: words.conditions.preset.assigned, where: { assignee: 'me' } }]
    : []
  return [all, ...shared(portal, table), ...assigned]
}

/** The preset a condition is, or null when it is none of them. Where only one's own can be had, no condition is that. */
export const presetOf = (presets: readonly Preset[], where: Condition | undefined): Preset | null =>
  presets.find((preset) => isSame(preset.where, where ?? null)) ??
  (where === undefined ? presets.find(({ value }) => value === 'own') : undefined) ??
  null
