import { portalSchema, type Portal } from '../portal/portal.ts'

/** How large a practice's portal may become and still be edited without waiting. */
export const largeSizes = { tables: 60, fields: 600, workflows: 20, roles: 12 } as const

const range = (count: number): readonly number[] => Array.from({ length: Math.max(0, count) }, (_, at) => at)
const both = (text: string) => ({ en: text, es: `${text} (es)` })
const named = (id: string) => both(id.charAt(0).toUpperCase() + id.slice(1).replaceAll(/[-_]/g, ' '))

/** Letters only: the scan of messages takes a figure in a name for something private. */
const letters = (index: number): string =>
  Array.from(String(index), (digit) => 'abcdefghij'.charAt(Number(digit))).join('')

const mapOf = <Value>(count: number, name: string, value: (index: number) => Value): Record<string, Value> =>
  Object.fromEntries(range(count).map((index) => [`${name}-${letters(index)}`, value(index)]))

const kinds = ['text', 'long-text', 'number', 'date', 'yes-no', 'choice', 'phone', 'time'] as const
const classes = ['operational', 'identifier', 'clinical'] as const

const fieldOf = (index: number) => {
  const kind = kinds[index % kinds.length] ?? 'text'
  return {
    kind,
    class: classes[index % classes.length] ?? 'clinical',
    label: named(`part ${letters(index)}`),
    ...(kind === 'choice' ? { options: { first: both('First'), second: both('Second') } } : {}),
  }
}

const tableOf = (index: number, fields: number) => ({
  label: named(`paper ${letters(index)}`),
  patient: 'patient',
  fields: {
    patient: { kind: 'reference', to: 'patient', class: 'identifier', label: both('Patient') },
    ...mapOf(fields - 1, 'part', fieldOf),
  },
})

/** Eight states a request waits in and two it ends in; the first one has a time. */
const waits = ['submitted', 'sorted', 'read', 'asked', 'decided', 'written', 'checked', 'late']
const ends = ['done', 'declined']
const steps = [
  ['sort', 'submitted', 'sorted'],
  ['look', 'sorted', 'read'],
  ['ask', 'read', 'asked'],
  ['hear', 'asked', 'read'],
  ['decide', 'read', 'decided'],
  ['write', 'decided', 'written'],
  ['look-over', 'written', 'checked'],
  ['finish', 'checked', 'done'],
  ['decline', 'read', 'declined'],
  ['go-on', 'late', 'sorted'],
] as const

const each = <Value>(ids: readonly string[], value: (id: string) => Value): Record<string, Value> =>
  Object.fromEntries(ids.map((id) => [id, value(id)]))

const workflowOf = (index: number, handlers: readonly string[]) => ({
  label: named(`way ${letters(index)}`),
  table: `paper-${letters(index)}`,
  start: { by: ['patient'], form: `sheet-${letters(index)}` },
  states: {
    ...each(waits, (id) => ({
      label: named(id),
      queue: `desk-${letters(index)}`,
      'patient-sees': both('We are at it'),
      ...(id === 'submitted' ? { due: { within: '2 business days', then: 'overdue' } } : {}),
    })),
    ...each(ends, (id) => ({ label: named(id), ends: true, 'patient-sees': both('Closed') })),
  },
  transitions: {
    ...Object.fromEntries(
      steps.map(([id, from, to]) => [id, { label: named(id), from: [from], to, by: handlers }] as const),
    ),
    overdue: { label: both('Overdue'), from: ['submitted'], to: 'late', by: ['system'] },
  },
})

const permissionsOf = (
  tables: Readonly<Record<string, { readonly fields: object }>>,
  staff: readonly string[],
) =>
  Object.entries(tables).flatMap(([table, { fields }]) => [
    {
      role: 'patient',
      table,
      may: ['create', 'read'],
      fields: Object.keys(fields),
      where: { patient: 'me' },
    },
    ...staff.map((role) => ({ role, table, may: ['read'], fields: Object.keys(fields) })),
  ])

/**
 * A practice's portal as it is after years of making: with tables, fields, workflows and roles up to these sizes, all
 * of them sound. Always the same for the same portal.
 */
export const largePortal = (base: Portal, sizes: typeof largeSizes = largeSizes): Portal => {
  const known = Object.values(base.tables)
  const added = sizes.tables - known.length
  const fields = sizes.fields - known.reduce((sum, table) => sum + Object.keys(table.fields).length, 0)
  const tables = mapOf(added, 'paper', (index) =>
    tableOf(index, Math.floor(fields / added) + (index < fields % added ? 1 : 0)),
  )
  const roles = mapOf(sizes.roles - Object.keys(base.roles).length, 'clerk', (index) => ({
    label: named(`clerk ${letters(index)}`),
    audience: 'staff',
    idle: '15m',
  }))
  const workflows = sizes.workflows - Object.keys(base.workflows).length
  const staff = Object.keys(roles)
  return portalSchema.parse({
    ...base,
    tables: { ...base.tables, ...tables },
    roles: { ...base.roles, ...roles },
    permissions: [...base.permissions, ...permissionsOf(tables, staff)],
    forms: {
      ...base.forms,
      ...mapOf(workflows, 'sheet', (index) => {
        const table = `paper-${letters(index)}`
        const asked = Object.keys(tables[table]?.fields ?? {}).slice(1, 5)
        return { label: named(`sheet ${letters(index)}`), table, questions: asked.map((ask) => ({ ask })) }
      }),
    },
    queues: {
      ...base.queues,
      ...mapOf(workflows, 'desk', (index) => ({ label: named(`desk ${letters(index)}`), roles: staff })),
    },
    workflows: { ...base.workflows, ...mapOf(workflows, 'way', (index) => workflowOf(index, staff)) },
  })
}
