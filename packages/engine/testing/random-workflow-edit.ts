import type { Edit } from '../portal/edit.ts'
import type { Portal } from '../portal/portal.ts'
import type { Random } from './random.ts'
import {
  condition,
  due,
  idIn,
  idsIn,
  inWorkflow,
  maybe,
  newId,
  perhaps,
  state,
  takers,
  text,
  transition,
  workflow,
} from './random-parts.ts'

type Kind = Extract<
  Edit['kind'],
  `${string}-workflow` | `${string}-start` | `${string}-state` | `${string}-transition`
>
type Makers = {
  readonly [One in Kind]: (random: Random, portal: Portal) => Extract<Edit, { readonly kind: One }>
}

/** One for every kind of edit of a workflow. */
export const workflowMakers = {
  'add-workflow': (random, portal) => ({
    kind: 'add-workflow',
    workflow: newId(random, portal.workflows),
    as: workflow(random, portal),
  }),
  'change-start': (random, portal) => {
    const { workflow: id, declared } = inWorkflow(random, portal)
    return {
      kind: 'change-start',
      workflow: id,
      set: {
        ...perhaps(random, 'by', () => takers(random, portal)),
        ...perhaps(random, 'form', () => idIn(random, portal.forms)),
        ...maybe(random, 'state', () => idIn(random, declared?.states)),
        ...maybe(random, 'notice', () => idIn(random, portal.notices)),
      },
    }
  },
  'remove-workflow': (random, portal) => ({
    kind: 'remove-workflow',
    workflow: idIn(random, portal.workflows),
  }),
  'add-state': (random, portal) => {
    const { workflow: id, declared } = inWorkflow(random, portal)
    const as = state(random, portal, id)
    return { kind: 'add-state', workflow: id, state: newId(random, declared?.states), as }
  },
  'change-state': (random, portal) => {
    const { workflow: id, state: key, declared } = inWorkflow(random, portal)
    return {
      kind: 'change-state',
      workflow: id,
      state: key,
      set: {
        ...maybe(random, 'label', () => text(random)),
        ...perhaps(random, 'patient-sees', () => text(random)),
        ...maybe(random, 'queue', () => idIn(random, portal.queues)),
        ...maybe(random, 'due', () => due(random, declared?.transitions)),
        ...maybe(random, 'ends', () => true as const),
      },
    }
  },
  'remove-state': (random, portal) => {
    const { workflow: id, state: key } = inWorkflow(random, portal)
    return { kind: 'remove-state', workflow: id, state: key }
  },
  'move-state': (random, portal) => {
    const { workflow: id, state: key } = inWorkflow(random, portal)
    return { kind: 'move-state', workflow: id, state: key, to: random.below(5) }
  },
  'add-transition': (random, portal) => {
    const { workflow: id, declared } = inWorkflow(random, portal)
    const key = newId(random, declared?.transitions)
    return { kind: 'add-transition', workflow: id, transition: key, as: transition(random, portal, id) }
  },
  'remove-transition': (random, portal) => {
    const { workflow: id, transition: key } = inWorkflow(random, portal)
    return { kind: 'remove-transition', workflow: id, transition: key }
  },
  'move-transition': (random, portal) => {
    const { workflow: id, transition: key } = inWorkflow(random, portal)
    return { kind: 'move-transition', workflow: id, transition: key, to: random.below(5) }
  },
  'change-transition': (random, portal) => {
    const { workflow: id, transition: key, declared, fields } = inWorkflow(random, portal)
    return {
      kind: 'change-transition',
      workflow: id,
      transition: key,
      set: {
        ...maybe(random, 'label', () => text(random)),
        ...perhaps(random, 'from', () => idsIn(random, declared?.states)),
        ...maybe(random, 'to', () => idIn(random, declared?.states)),
        ...perhaps(random, 'by', () => takers(random, portal)),
        ...maybe(random, 'asks', () => [...random.some(Object.keys(fields ?? {}))]),
        ...maybe(random, 'clears', () => [...random.some(Object.keys(fields ?? {}))]),
        ...maybe(random, 'only-when', () => condition(random, portal, declared?.table ?? '')),
        ...maybe(random, 'assign', () => random.pick(['me', 'nobody'] as const)),
        ...maybe(random, 'fresh-sign-in', () => '15m'),
        ...maybe(random, 'notice', () => idIn(random, portal.notices)),
      },
    }
  },
} satisfies Makers
