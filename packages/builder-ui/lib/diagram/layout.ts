import { Graph, layout as arrange, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre'
import type { Box, Picture, Step } from './picture.ts'
import { wayBetween } from './way.ts'

/** Sizes in the diagram's own pixels; the style sheets of Box, Begin and Line draw with the same. */
export const boxWidth = 184
const lineHeight = 17
const nameHeight = 19
const padding = 10
const labelMax = 20
const nameMax = 20
const factMax = 25
/** The box with round ends has less room. */
const roundMax = 21
const characterWidth = 6.9

type Point = { readonly x: number; readonly y: number }
type Size = { readonly width: number; readonly height: number }
export type Placed = Point & Size

export type Layout = Size & {
  /** By the key of what stands there; a line's place is that of its words. The corner, not the middle. */
  readonly places: Readonly<Record<string, Placed>>
  /** The way of each line, by its key. */
  readonly ways: Readonly<Record<string, readonly Point[]>>
}

/** How many lines a text takes where so many characters fit in one, broken between words. */
export const linesOf = (text: string, fit: number): number => {
  let [lines, used] = [1, 0]
  for (const word of text.split(' ')) {
    if (used > 0 && used + 1 + word.length > fit) [lines, used] = [lines + 1, 0]
    used += (used > 0 ? 1 : 0) + word.length
    lines += Math.floor((used - 1) / fit)
    used = ((used - 1) % fit) + 1
  }
  return lines
}

const wrongLines = ({ wrong }: Pick<Box, 'wrong'>): number => (wrong ? 1 : 0)

const stepHeight = (step: Step, fit: number): number =>
  (linesOf(step.name, fit) + linesOf(step.how, fit) + wrongLines(step)) * lineHeight

const boxHeight = (box: Box): number =>
  2 * padding +
  linesOf(box.name, nameMax) * nameHeight +
  box.facts.reduce((sum, fact) => sum + linesOf(fact, factMax) * lineHeight, 0) +
  wrongLines(box) * lineHeight +
  box.stays.reduce((sum, step) => sum + stepHeight(step, labelMax) + padding + 2, 0)

const longest = (text: string): number => Math.min(labelMax, text.length)

const labelSize = (step: Step): Size => ({
  width: Math.ceil(Math.max(longest(step.name), longest(step.how)) * characterWidth) + 2 * padding,
  height: stepHeight(step, labelMax) + 8,
})

const cornerOf = ({ x = 0, y = 0, width = 0, height = 0 }: Partial<Placed>): Placed => ({
  x: Math.round(x - width / 2),
  y: Math.round(y - height / 2),
  width: Math.round(width),
  height: Math.round(height),
})

type Line = Size & { readonly key: string; readonly from: string; readonly to: string }

/** All that a layout depends on: what there is, how large it is, and what leads where. */
type Plan = {
  readonly boxes: readonly (Size & { readonly key: string })[]
  readonly lines: readonly Line[]
  /** Where a request begins. */
  readonly begin: Line
}

const planOf = ({ begin, boxes, steps }: Picture): Plan => {
  const lines = linesOf(begin.who, roundMax) + wrongLines(begin)
  const height = 2 * padding + nameHeight + lines * lineHeight
  return {
    boxes: [
      { key: begin.key, width: boxWidth, height },
      ...boxes.map((box) => ({ key: box.key, width: boxWidth, height: boxHeight(box) })),
    ],
    lines: steps.map((step) => ({
      key: step.key,
      from: `state ${step.from}`,
      to: `state ${step.to ?? ''}`,
      ...labelSize(step),
    })),
    begin: { key: 'begin line', from: begin.key, to: `state ${begin.to}`, width: 0, height: 0 },
  }
}

const graphOf = ({ boxes, lines, begin }: Plan) => {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: 18, ranksep: 32, edgesep: 12, marginx: 12, marginy: 12 })
  for (const { key, width, height } of boxes) graph.setNode(key, { width, height })
  if (graph.hasNode(begin.to)) graph.setEdge(begin.from, begin.to, { weight: 4 }, begin.key)
  for (const { key, from, to, width, height } of lines)
    graph.setEdge(from, to, { width, height, labelpos: 'c' }, key)
  return graph
}

const arranged = (plan: Plan): Layout => {
  const graph = graphOf(plan)
  arrange(graph)
  const boxesAt = Object.fromEntries(graph.nodes().map((key) => [key, cornerOf(graph.node(key))]))
  const lines = graph.edges().map(({ v, w, name = '' }) => {
    const { points = [], ...label } = graph.edge({ v, w, name })
    const [from, to] = [boxesAt[v], boxesAt[w]]
    return { key: name, at: cornerOf(label), way: from && to ? wayBetween(from, points, to) : [] }
  })
  const { width = 0, height = 0 } = graph.graph()
  return {
    width,
    height,
    places: { ...boxesAt, ...Object.fromEntries(lines.map(({ key, at }) => [key, at])) },
    ways: Object.fromEntries(lines.map(({ key, way }) => [key, way])),
  }
}

/**
 * Where everything stands, from top to bottom as a request goes: the same picture always stands the same way. One layout
 * is kept, for a name that is typed changes a picture and seldom its sizes.
 */
export const keptLayout = (): ((picture: Picture) => Layout) => {
  let [known, layout]: [string, Layout | null] = ['', null]
  return (picture) => {
    const plan = planOf(picture)
    const key = JSON.stringify(plan)
    if (layout && key === known) return layout
    ;[known, layout] = [key, arranged(plan)]
    return layout
  }
}
