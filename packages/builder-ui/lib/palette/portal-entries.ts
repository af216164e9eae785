import type { Portal } from '@portico/engine/portal/portal'
import type { Path } from '@portico/engine/portal/problem'
import { permissionSentence } from '@portico/engine/portal/sentence'
import { labelOf, type Text } from '@portico/engine/portal/text'
import { stepLabel } from '#lib/draft/step-label.ts'
import { linkTo } from '#lib/problems/place.ts'
import type { Entry, Kind } from './entry.ts'

type Declared = { readonly label?: Text | undefined } | undefined

const entryAt = (portal: Portal, kind: Kind, path: Path, declared: Declared, within?: string): Entry => {
  const id = String(path.at(-1))
  return {
    id: path.join('.'),
    kind,
    label: labelOf(id, declared, 'en'),
    also: [labelOf(id, declared, 'es'), id],
    path,
    href: linkTo(portal, path),
    ...(within !== undefined && { within }),
  }
}

const ofTables = (portal: Portal): readonly Entry[] =>
  Object.entries(portal.tables).flatMap(([id, table]) => [
    entryAt(portal, 'table', ['tables', id], table),
    ...Object.entries(table.fields).map(([field, declared]) =>
      entryAt(portal, 'field', ['tables', id, 'fields', field], declared, labelOf(id, table, 'en')),
    ),
  ])

const ofWorkflows = (portal: Portal): readonly Entry[] =>
  Object.entries(portal.workflows).flatMap(([id, workflow]) => {
    const within = labelOf(id, workflow, 'en')
    return [
      entryAt(portal, 'workflow', ['workflows', id], workflow),
      ...Object.entries(workflow.states).map(([state, declared]) =>
        entryAt(portal, 'stage', ['workflows', id, 'states', state], declared, within),
      ),
      ...Object.entries(workflow.transitions).map(([step, declared]) => ({
        ...entryAt(portal, 'step', ['workflows', id, 'transitions', step], declared, within),
        label: stepLabel(portal, id, step),
      })),
    ]
  })

const ofForms = (portal: Portal): readonly Entry[] =>
  Object.entries(portal.forms).flatMap(([id, form]) => [
    entryAt(portal, 'form', ['forms', id], form),
    ...form.questions.map(({ ask, title }, at): Entry => {
      const path = ['forms', id, 'questions', at]
      const field = portal.tables[form.table]?.fields[ask]
      const label = title ?? { en: labelOf(ask, field, 'en'), es: labelOf(ask, field, 'es') }
      return {
        ...entryAt(portal, 'question', path, { label }, labelOf(id, form, 'en')),
        also: [label.es ?? '', ask],
      }
    }),
  ])

const ofPermissions = (portal: Portal): readonly Entry[] =>
  portal.permissions.map((permission, at) => ({
    ...entryAt(portal, 'permission', ['permissions', at], undefined),
    label: permissionSentence(portal, permission),
    also: [
      labelOf(permission.role, portal.roles[permission.role], 'es'),
      labelOf(permission.table, portal.tables[permission.table], 'es'),
      ...permission.fields,
    ],
  }))

const ofNoun = (
  portal: Portal,
  noun: 'roles' | 'queues' | 'notices' | 'rehearsals',
  kind: Kind,
): readonly Entry[] =>
  Object.entries<Declared>(portal[noun] ?? {}).map(([id, declared]) =>
    entryAt(portal, kind, [noun, id], declared),
  )

/** Everything a portal declares that has a name, each with the control that edits it. */
export const portalEntries = (portal: Portal): readonly Entry[] => [
  ...ofTables(portal),
  ...ofNoun(portal, 'roles', 'role'),
  ...ofWorkflows(portal),
  ...ofForms(portal),
  ...ofNoun(portal, 'notices', 'message'),
  ...ofNoun(portal, 'queues', 'queue'),
  ...ofNoun(portal, 'rehearsals', 'rehearsal'),
  ...ofPermissions(portal),
]
