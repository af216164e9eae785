import { remembered } from '../remembered.ts'
import { capital, placeOf } from './place.ts'
import type { Portal } from './portal.ts'
import { errorAt, type Path, type Problem } from './problem.ts'

const hasTwice = remembered((list: readonly string[]): boolean => new Set(list).size < list.length)

const inList = (path: Path, list: readonly string[] | undefined): readonly Problem[] =>
  (list && hasTwice(list) ? list : []).flatMap((id, index) => {
    if (list?.indexOf(id) === index) return []
    const { words, rest } = placeOf(path)
    return [
      errorAt(
        'duplicate-id',
        [...path, index],
        `${capital(words)} names "${id}" twice in "${rest.join('.')}". Keep one.`,
      ),
    ]
  })

/** Ids of one kind that differ only by - and _ would be told apart by computers and by nobody else. */
const hasAlike = remembered((map: Readonly<Record<string, unknown>>): boolean => {
  const ids = Object.keys(map)
  return new Set(ids.map((id) => id.replaceAll('_', '-'))).size < ids.length
})

const alike = (path: Path, map: Readonly<Record<string, unknown>>): readonly Problem[] => {
  if (!hasAlike(map)) return []
  const seen = new Map<string, string>()
  return Object.keys(map).flatMap((id) => {
    const bare = id.replaceAll('_', '-')
    const earlier = seen.get(bare)
    seen.set(bare, id)
    if (earlier === undefined) return []
    return [
      errorAt(
        'duplicate-id',
        [...path, id],
        `The ids "${earlier}" and "${id}" differ only by - and _. Rename one of them.`,
      ),
    ]
  })
}

/** Every id given twice: in a list, or in a map by two spellings nobody tells apart. */
export const duplicateProblems = (portal: Portal): readonly Problem[] => [
  ...alike(['tables'], portal.tables),
  ...Object.entries(portal.tables).flatMap(([id, table]) => alike(['tables', id, 'fields'], table.fields)),
  ...alike(['roles'], portal.roles),
  ...alike(['forms'], portal.forms),
  ...Object.entries(portal.forms).flatMap(([id, { sections = {}, checks = {} }]) => [
    ...alike(['forms', id, 'sections'], sections),
    ...alike(['forms', id, 'checks'], checks),
  ]),
  ...alike(['queues'], portal.queues),
  ...alike(['workflows'], portal.workflows),
  ...alike(['notices'], portal.notices),
  ...Object.entries(portal.roles).flatMap(([id, role]) => inList(['roles', id, 'powers'], role.powers)),
  ...portal.permissions.flatMap((permission, index) => [
    ...inList(['permissions', index, 'may'], permission.may),
    ...inList(['permissions', index, 'fields'], permission.fields),
  ]),
  ...Object.entries(portal.queues).flatMap(([id, queue]) => inList(['queues', id, 'roles'], queue.roles)),
  ...Object.entries(portal.workflows).flatMap(([id, workflow]) => [
    ...inList(['workflows', id, 'start', 'by'], workflow.start.by),
    ...alike(['workflows', id, 'states'], workflow.states),
    ...alike(['workflows', id, 'transitions'], workflow.transitions),
    ...Object.entries(workflow.transitions).flatMap(([transition, { from, by, asks, clears }]) => {
      const path: Path = ['workflows', id, 'transitions', transition]
      return [
        ...inList([...path, 'from'], from),
        ...inList([...path, 'by'], by),
        ...inList([...path, 'asks'], asks),
        ...inList([...path, 'clears'], clears),
      ]
    }),
  ]),
]
