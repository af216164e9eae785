import type { Placed } from './layout.ts'

type Point = { readonly x: number; readonly y: number }
type Way = readonly Point[]

const keptFree = 22
const tipLength = 9
const tipHalf = 4

const between = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

/** Where a line leaves or meets a box: at its lower or upper edge, as near as it can to the point it comes from. */
const atEdge = ({ x, y, width, height }: Placed, near: Point): Point => ({
  x: between(near.x, x + keptFree, x + width - keptFree),
  y: near.y > y + height / 2 ? y + height : y,
})

/** A line between two boxes by the points that the layout left free for it. */
export const wayBetween = (from: Placed, points: Way, to: Placed): Way => {
  const [bends, middle] = [points.slice(1, -1), points[0] ?? { x: 0, y: 0 }]
  return [atEdge(from, bends[0] ?? middle), ...bends, atEdge(to, bends.at(-1) ?? middle)]
}

const bend = (from: Point, to: Point): string => {
  const half = ((from.y + to.y) / 2).toFixed(1)
  return `C ${from.x.toFixed(1)} ${half} ${to.x.toFixed(1)} ${half} ${to.x.toFixed(1)} ${to.y.toFixed(1)}`
}

/** A soft line, upright at each of its points, so that it passes between the boxes and not across their corners. */
export const pathOf = (way: Way): string => {
  const [first, ...rest] = way
  if (!first) return ''
  return [
    `M ${first.x.toFixed(1)} ${first.y.toFixed(1)}`,
    ...rest.map((point, index) => bend(way[index] ?? first, point)),
  ].join(' ')
}

/** The tip at the end of a line, as the points of a triangle. */
export const tipOf = (way: Way): string => {
  const [end, before] = [way.at(-1), way.at(-2)]
  if (!end || !before) return ''
  const back = end.y > before.y ? end.y - tipLength : end.y + tipLength
  return `${end.x},${end.y} ${end.x - tipHalf},${back} ${end.x + tipHalf},${back}`
}
