// Which value an arrow key leads to: the nearest one in its direction.

import type { Mark } from './drawing.ts'

const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
}
/** How much worse it is to leave the line than to go along it. */
const ASIDE = 3

/** The mark that `key` leads to from `from`; the first or last one from nowhere; nothing for other keys. */
export function nextMark(marks: readonly Mark[], from: Mark | undefined, key: string): Mark | undefined {
  if (marks.length === 0) return undefined
  if (key === 'Home') return marks[0]
  if (key === 'End') return marks[marks.length - 1]
  const way = WAYS[key]
  if (!way) return undefined
  if (!from) return marks[way[0] + way[1] > 0 ? 0 : marks.length - 1]
  const [fromX, fromY] = middle(from)
  let best: Mark | undefined
  let least = Number.POSITIVE_INFINITY
  for (const mark of marks) {
    const [x, y] = middle(mark)
    const along = (x - fromX) * way[0] + (y - fromY) * way[1]
    if (along < 0.5) continue
    const aside = Math.abs((x - fromX) * way[1]) + Math.abs((y - fromY) * way[0])
    const cost = along + ASIDE * aside
    if (cost < least) [best, least] = [mark, cost]
  }
  return best ?? stepOf(marks, from, way[0] + way[1])
}

const middle = ({ box: [x, y, width, height], dot }: Mark) => dot ?? ([x + width / 2, y + height / 2] as const)

/** Where nothing lies in that direction, the order of the marks leads on. */
const stepOf = (marks: readonly Mark[], from: Mark, step: number): Mark =>
  marks[Math.min(marks.length - 1, Math.max(0, marks.findIndex(({ key }) => key === from.key) + step))]
