import { expect, test } from 'vitest'
import { rehearseAll } from '../rehearsal/rehearse.ts'
import { check } from './check.ts'
import type { Portal } from './portal.ts'
import { portalWith, practice } from './practice.fixture.ts'
import { blocksPublishing } from './problem.ts'
import { setUp, setUpTasks, type Around, type SetUp, type SetUpTask } from './set-up.ts'

const everybody = { nurse: 1, provider: 2, 'front-desk': 1, patient: 9 }

const around = (portal: Portal, more: Partial<Around> = {}): Around => {
  const problems = check(portal)
  const failing = blocksPublishing(problems)
    ? null
    : rehearseAll(portal).flatMap(({ id, passes }) => (passes ? [] : [id]))
  return { problems, live: portal, holders: everybody, failing, changes: 0, ...more }
}
const listOf = (portal: Portal, more: Partial<Around> = {}) => setUp(portal, around(portal, more))
const taskOf = (task: SetUpTask, portal: Portal, more: Partial<Around> = {}): Omit<SetUp, 'task'> => {
  const found = listOf(portal, more).find((one) => one.task === task)
  if (!found) throw new Error(`${task} is not in the list.`)
  const { task: _, ...said } = found
  return said
}
const standings = (portal: Portal, more: Partial<Around> = {}) =>
  listOf(portal, more).map(({ task, standing }) => `${task} ${standing}`)

/** What a new portal begins with: people, and the roles that make and approve it. */
const bare = portalWith({
  tables: {
    patient: {
      people: 'patient',
      fields: { name: { kind: 'text', class: 'identifier', label: { en: 'Name', es: 'Nombre' } } },
    },
    staff: {
      people: 'staff',
      fields: { name: { kind: 'text', class: 'operational', label: { en: 'Name', es: 'Nombre' } } },
    },
  },
  roles: {
    patient: { audience: 'patient' },
    operations: { audience: 'staff', powers: ['build', 'publish'] },
  },
  permissions: [],
  forms: {},
  queues: {},
  workflows: {},
  notices: {},
})

const walked = {
  permissions: [
    ...practice.permissions,
    { role: 'nurse', table: 'location', may: ['read'], fields: ['name'] },
  ],
  rehearsals: {
    approval: {
      workflow: 'refill',
      start: { by: 'patient' },
      steps: [{ by: 'nurse', takes: 'send-on' }],
    },
  },
}

test('the tasks stand in the order in which a portal is made', () => {
  expect(listOf(practice).map(({ task }) => task)).toEqual(setUpTasks)
})

test('an empty portal begins with its tables; what needs one cannot be done yet, and says so', () => {
  expect(standings(bare)).toEqual([
    'tables to-do',
    'roles to-do',
    'permissions not-yet',
    'workflows not-yet',
    'forms not-yet',
    'wording not-yet',
    'people not-yet',
    'rehearsals not-yet',
    'publish done',
  ])
})

test('a portal that is made, rehearsed, given to people and live has everything done', () => {
  expect(standings(portalWith(walked)).filter((one) => !one.endsWith('done'))).toEqual([])
})

test('a table opens the next tasks, each of which names what is missing', () => {
  const withTable = portalWith({
    ...{ roles: bare.roles, permissions: [], forms: {}, queues: {}, workflows: {}, notices: {} },
    tables: { ...bare.tables, location: practice.tables['location'] },
  })
  expect(taskOf('tables', withTable).standing).toBe('done')
  expect(taskOf('permissions', withTable)).toEqual({
    standing: 'to-do',
    sentence: 'Nobody can read *Location* yet.',
    path: ['tables', 'location'],
  })
  expect(taskOf('workflows', withTable).standing).toBe('to-do')
  expect(taskOf('forms', withTable).standing).toBe('to-do')
})

test('a problem is counted where it is mended, and leads there', () => {
  const broken = portalWith({ 'tables.refill.fields.pharmacy.to': 'gone', ...walked })
  const tables = taskOf('tables', broken)
  expect(tables.standing).toBe('to-do')
  expect(tables.path?.slice(0, 4)).toEqual(['tables', 'refill', 'fields', 'pharmacy'])
  expect(taskOf('rehearsals', broken).standing).toBe('not-yet')
  expect(taskOf('publish', broken, { changes: 1 }).standing).toBe('not-yet')
})

test('a workflow without a message, and a text without Spanish, are wording to do', () => {
  const silent = portalWith({
    'workflows.refill.start.notice': undefined,
    'workflows.refill.transitions.approve.notice': undefined,
    'workflows.refill.transitions.remind.notice': undefined,
  })
  expect(taskOf('wording', silent).sentence).toMatch(/^\*Refill\* sends no message/)
  const english = portalWith({ 'tables.refill.label': { en: 'Refill' } })
  expect(taskOf('wording', english)).toEqual({
    standing: 'to-do',
    sentence: '1 text has no Spanish yet.',
    path: ['tables', 'refill', 'label'],
  })
})

test('a role that works on requests and is held by nobody is named; one that is not live yet waits for publishing', () => {
  expect(taskOf('people', practice, { holders: { ...everybody, nurse: 0 } })).toEqual({
    standing: 'to-do',
    sentence: 'Nobody holds *Nurse* yet.',
  })
  expect(taskOf('people', practice, { holders: {}, live: bare }).standing).toBe('not-yet')
  expect(taskOf('people', practice, { holders: null }).standing).toBe('not-yet')
})

test('a workflow that no rehearsal walks, and a rehearsal that fails, are to do', () => {
  expect(taskOf('rehearsals', practice).sentence).toBe('No rehearsal walks *Refill* yet.')
  const failing = portalWith({
    rehearsals: {
      approval: {
        workflow: 'refill',
        start: { by: 'patient', expect: { state: 'approved' } },
        steps: [],
      },
    },
  })
  expect(taskOf('rehearsals', failing)).toEqual({
    standing: 'to-do',
    sentence: '1 rehearsal fails.',
    path: ['rehearsals', 'approval'],
  })
  expect(taskOf('publish', failing, { changes: 2 }).standing).toBe('not-yet')
})

test('what is not live yet is to be published', () => {
  expect(taskOf('publish', portalWith(walked), { changes: 2 }).sentence).toBe('2 changes are not live yet.')
})
