import { Position, type Edge, type Node } from '@xyflow/svelte'
import type { Layout, Placed } from './layout.ts'
import type { Box, Picture } from './picture.ts'

/** Nothing in it can be moved or joined, and each thing in it says itself what it is. */
const still = {
  selectable: false,
  focusable: false,
  deletable: false,
  domAttributes: { 'aria-roledescription': null },
} as const

const nowhere: Placed = { x: 0, y: 0, width: 0, height: 0 }

/** A line has its way from the layout; the library only asks that it leaves and arrives somewhere. */
const ends = (['source', 'target'] as const).map((type) => ({
  type,
  position: type === 'source' ? Position.Bottom : Position.Top,
  x: 0,
  y: 0,
  width: 1,
  height: 1,
}))

const nodeOf = (layout: Layout, key: string, type: string, data: Node['data']): Node => {
  const { x, y, width, height } = layout.places[key] ?? nowhere
  const size = { width, height }
  return {
    ...still,
    id: key,
    type,
    data,
    position: { x, y },
    ...size,
    measured: size,
    handles: [...ends],
    draggable: false,
    connectable: false,
  }
}

export const nodesOf = ({ begin, boxes }: Picture, layout: Layout): Node[] => [
  nodeOf(layout, begin.key, 'begin', { begin }),
  ...boxes.map((box) => nodeOf(layout, box.key, 'state', { box })),
]

const nameOf = (boxes: readonly Box[], state: string | null): string =>
  boxes.find((box) => box.state === state)?.name ?? ''

export const edgesOf = ({ begin, boxes, steps }: Picture, layout: Layout): Edge[] => {
  const line = {
    ...still,
    type: 'step',
    domAttributes: { ...still.domAttributes, 'aria-hidden': true } as const,
  }
  return [
    ...(layout.ways['begin line']
      ? [
          {
            ...line,
            id: 'begin line',
            source: begin.key,
            target: `state ${begin.to}`,
            data: { way: layout.ways['begin line'], mover: 'person', written: null },
          },
        ]
      : []),
    ...steps.map((step) => ({
      ...line,
      id: step.key,
      source: `state ${step.from}`,
      target: `state ${step.to ?? ''}`,
      data: {
        way: layout.ways[step.key] ?? [],
        mover: step.mover,
        written: {
          step,
          at: layout.places[step.key] ?? nowhere,
          from: nameOf(boxes, step.from),
          to: nameOf(boxes, step.to),
        },
      },
    })),
  ]
}
