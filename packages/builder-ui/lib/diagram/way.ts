type Point = { readonly x: number; readonly y: number }

const half = (one: Point, other: Point): Point => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 })
const at = ({ x, y }: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`

/** A soft line through points: straight at both ends, bent towards every point between. */
export const pathThrough = (points: readonly Point[]): string => {
  const [first, ...rest] = points
  if (!first) return ''
  const bends = rest
    .slice(0, -1)
    .map((point, index) => `Q ${at(point)} ${at(half(point, rest[index + 1] ?? point))}`)
  const last = rest.at(-1) ?? first
  return [`M ${at(first)}`, ...bends, `L ${at(last)}`].join(' ')
}

/** The tip at the end of a line, as the points of a triangle. */
export const tipOf = (points: readonly Point[]): string => {
  const [end, before] = [points.at(-1), points.at(-2)]
  if (!end || !before) return ''
  const angle = Math.atan2(end.y - before.y, end.x - before.x)
  const corner = (turn: number): Point => ({
    x: end.x - 9 * Math.cos(angle + turn),
    y: end.y - 9 * Math.sin(angle + turn),
  })
  return [end, corner(0.45), corner(-0.45)].map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
}
