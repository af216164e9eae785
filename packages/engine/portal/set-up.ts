import { listed, roleName, tableName, workflowName } from './name.ts'
import type { Portal } from './portal.ts'
import type { Path, Problem } from './problem.ts'

export const setUpTasks = [
  'tables',
  'roles',
  'permissions',
  'workflows',
  'forms',
  'wording',
  'people',
  'rehearsals',
  'publish',
] as const
export type SetUpTask = (typeof setUpTasks)[number]

/** How far one part of setting a portal up is. */
export type SetUp = {
  readonly task: SetUpTask
  readonly standing: 'done' | 'to-do' | 'not-yet'
  /** What is there, what is missing, or what must come first. Names people chose stand in `*stars*`. */
  readonly sentence: string
  /** The very thing that is missing, where it is one. */
  readonly path?: Path
}

/** What the draft itself does not know. */
export type Around = {
  readonly problems: readonly Problem[]
  /** The portal that is live. */
  readonly live: Portal
  /** How many people hold each role now; null where that is not known yet. */
  readonly holders: Readonly<Record<string, number>> | null
  /** Rehearsals that fail, by id; null where the draft must be mended before they can be walked. */
  readonly failing: readonly string[] | null
  /** How many things are different from what is live. */
  readonly changes: number
}

type Said = Omit<SetUp, 'task'>
type Part = (portal: Portal, around: Around) => Said

const done = (sentence: string): Said => ({ standing: 'done', sentence })
const toDo = (sentence: string, path?: Path): Said => ({ standing: 'to-do', sentence, ...(path && { path }) })
const notYet = (sentence: string): Said => ({ standing: 'not-yet', sentence })

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${String(count)} ${count === 1 ? one : many}`

/** Tables beside those that say who people are. */
const ownTables = (portal: Portal): readonly string[] =>
  Object.keys(portal.tables).filter((id) => !portal.tables[id]?.people)

/** What is wrong with a part comes before everything else that could be said of it. */
const wrong = (problems: readonly Problem[], ...nouns: readonly string[]): Said | null => {
  const found = problems.filter(
    ({ severity, path }) => severity === 'error' && nouns.includes(String(path[0])),
  )
  const [first] = found
  return first ? toDo(`${counted(found.length, 'problem')} to mend here.`, first.path) : null
}

const tables: Part = (portal, { problems }) => {
  const own = ownTables(portal)
  if (own.length === 0) return toDo('Nothing but people is written down yet. Make the first table.')
  const empty = own.find((id) => Object.keys(portal.tables[id]?.fields ?? {}).length === 0)
  if (empty !== undefined)
    return toDo(`${tableName(portal, empty)} has no fields yet.`, ['tables', empty, 'fields'])
  return wrong(problems, 'tables') ?? done(`${counted(own.length, 'table')} beside those of people.`)
}

const roles: Part = (portal, { problems }) => {
  const all = Object.values(portal.roles)
  if (!all.some(({ audience }) => audience === 'patient'))
    return toDo('No role is for patients yet. Without one they cannot sign in.')
  const working = all.filter(({ audience, powers = [] }) => audience === 'staff' && powers.length === 0)
  if (working.length === 0)
    return toDo('Nobody works with requests yet. Make a role for those who do, such as a front desk.')
  return wrong(problems, 'roles') ?? done(`${counted(all.length, 'role')}, of patients and staff.`)
}

const permissions: Part = (portal, { problems }) => {
  const own = ownTables(portal)
  if (own.length === 0) return notYet('There is no table yet that somebody could see. Make a table first.')
  const hidden = own.find(
    (id) =>
      !portal.permissions.some(
        ({ table, may, fields }) => table === id && may.includes('read') && fields.length > 0,
      ),
  )
  if (hidden !== undefined)
    return toDo(`Nobody can read ${tableName(portal, hidden)} yet.`, ['tables', hidden])
  const [unread, ...others] = problems.filter(({ code }) => code === 'filled-never-read')
  if (unread)
    return toDo(`${counted(others.length + 1, 'field')} can be filled in and read by nobody.`, unread.path)
  return wrong(problems, 'permissions') ?? done('Every table can be read by somebody.')
}

const workflows: Part = (portal, { problems }) => {
  const ids = Object.keys(portal.workflows)
  if (ids.length === 0)
    return ownTables(portal).length === 0
      ? notYet('A workflow takes the records of a table from stage to stage. Make a table first.')
      : toDo('Nothing can be asked for yet. Make the first workflow by answering six questions.')
  return (
    wrong(problems, 'workflows', 'queues') ?? done(`${counted(ids.length, 'workflow')}, each with an end.`)
  )
}

const forms: Part = (portal, { problems }) => {
  if (Object.keys(portal.forms).length === 0)
    return ownTables(portal).length === 0
      ? notYet('A form asks for the fields of a table. Make a table first.')
      : toDo('Nothing is asked yet. Making a workflow makes its form too.')
  return wrong(problems, 'forms') ?? done(`${counted(Object.keys(portal.forms).length, 'form')}.`)
}

/** Whether somebody hears from Portico as a request goes on. */
const tells = (portal: Portal, id: string): boolean => {
  const workflow = portal.workflows[id]
  return (
    workflow?.start.notice !== undefined ||
    Object.values(workflow?.transitions ?? {}).some(({ notice }) => notice !== undefined)
  )
}

const wording: Part = (portal, { problems }) => {
  const ids = Object.keys(portal.workflows)
  if (ids.length === 0) return notYet('Messages tell how a request goes on. Make a workflow first.')
  const found = wrong(problems, 'notices')
  if (found) return found
  const silent = ids.find((id) => !tells(portal, id))
  if (silent !== undefined)
    return toDo(
      `${workflowName(portal, silent)} sends no message, so patients must look for news themselves.`,
      ['workflows', silent],
    )
  const [first, ...others] = problems.filter(({ code }) => code === 'missing-spanish')
  if (first)
    return toDo(`${counted(others.length + 1, 'text has', 'texts have')} no Spanish yet.`, first.path)
  return done('Each workflow sends word, in every language of the portal.')
}

/** Staff roles somebody must hold, or requests would wait for nobody. */
const needed = (portal: Portal): readonly string[] => {
  const named = new Set([
    ...Object.values(portal.queues).flatMap(({ roles: of }) => of),
    ...Object.values(portal.workflows).flatMap(({ transitions }) =>
      Object.values(transitions).flatMap(({ by }) => by),
    ),
  ])
  return Object.keys(portal.roles).filter((id) => named.has(id) && portal.roles[id]?.audience === 'staff')
}

const people: Part = (portal, { live, holders }) => {
  const roles = needed(portal)
  if (roles.length === 0) return notYet('No role has requests to work on yet. Make a workflow first.')
  if (holders === null) return notYet('Who holds which role is not known yet.')
  const without = roles.filter((id) => (holders[id] ?? 0) === 0)
  const names = listed(without.map((id) => roleName(portal, id)))
  if (without.length === 0) return done('Every role that works on requests is held by somebody.')
  return without.every((id) => live.roles[id] === undefined)
    ? notYet(`${names} can be given to people once it is published.`)
    : toDo(`Nobody holds ${names} yet.`)
}

const rehearsals: Part = (portal, { failing }) => {
  const ids = Object.keys(portal.workflows)
  if (ids.length === 0)
    return notYet('A rehearsal walks a request through its stages. Make a workflow first.')
  if (failing === null) return notYet('Rehearsals run once the errors in the draft are mended.')
  const [first] = failing
  if (first !== undefined)
    return toDo(`${counted(failing.length, 'rehearsal fails', 'rehearsals fail')}.`, ['rehearsals', first])
  const walked = Object.values(portal.rehearsals ?? {}).map(({ workflow }) => workflow)
  const never = ids.filter((id) => !walked.includes(id))
  return never.length === 0
    ? done('Every workflow is walked by a rehearsal, and all of them pass.')
    : toDo(`No rehearsal walks ${listed(never.map((id) => workflowName(portal, id)))} yet.`)
}

const publish: Part = (_, { problems, failing, changes }) => {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  if (errors > 0) return notYet(`${counted(errors, 'problem')} must be mended first.`)
  if (failing !== null && failing.length > 0) return notYet('Every rehearsal must pass first.')
  return changes === 0
    ? done('What you see here is live.')
    : toDo(`${counted(changes, 'change is', 'changes are')} not live yet.`)
}

const parts: Readonly<Record<SetUpTask, Part>> = {
  tables,
  roles,
  permissions,
  workflows,
  forms,
  wording,
  people,
  rehearsals,
  publish,
}

/** What setting up a portal takes, in the order in which it is done, and how far each part of it is. */
export const setUp = (portal: Portal, around: Around): readonly SetUp[] =>
  setUpTasks.map((task) => ({ task, ...parts[task](portal, around) }))
