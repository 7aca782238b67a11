// A chart as a picture of its own: the question, the answer, the drawing, and where the numbers come from, on the ground of the theme.

import { type Draw, px, wrapText } from './drawing.ts'

interface PosterWords {
  readonly question: string
  readonly answer: string
  /** Where the numbers come from: listener, period, zone, how many listens. */
  readonly source: string
}
interface PosterPart {
  readonly title?: string
  readonly draw: Draw
}

const WIDTH = 960
const REM = 16
const MARGIN = 48
/** Between parts beside one another. */
const BESIDE = 48

/** `columns`: the shares of the width of parts that stand beside one another; without it they stand below one another. */
export function Poster({ words, parts, columns = [1] }: { words: PosterWords; parts: readonly PosterPart[]; columns?: readonly number[] }) {
  const inside = WIDTH - 2 * MARGIN
  const question = wrapText(words.question, 28, inside)
  const answer = wrapText(words.answer, 16, inside)
  let y = MARGIN + 24 + (question.length - 1) * 34
  const answerY = y + 32
  y = answerY + (answer.length - 1) * 24 + 36
  const gaps = BESIDE * (columns.length - 1)
  const placed = []
  for (let first = 0; first < parts.length; first += columns.length) {
    const row = parts.slice(first, first + columns.length)
    const titled = row.some(({ title }) => title)
    const head = titled ? 28 : 0
    const drawings = row.map(({ draw }, at) =>
      draw({ widthPx: Math.floor((inside - gaps) * (row.length === 1 ? 1 : columns[at])), remPx: REM }),
    )
    const highest = Math.max(...drawings.map(({ heightPx }) => heightPx))
    let x = MARGIN
    for (const [at, { title }] of row.entries()) {
      const drawing = drawings[at]
      // Without titles the middles stand in one line.
      const top = y + head + (titled ? 0 : (highest - drawing.heightPx) / 2)
      placed.push({ title, x, titleY: y + 14, top, drawing })
      x += drawing.widthPx + BESIDE
    }
    y += head + highest + 32
  }
  const source = wrapText(words.source, 13, inside - 90)
  const heightPx = px(y + 12 + source.length * 18 + MARGIN - 12)
  return (
    <svg className="drawing poster" xmlns="http://www.w3.org/2000/svg" width={WIDTH} height={heightPx} viewBox={`0 0 ${WIDTH} ${heightPx}`}>
      <title>{`${words.question} ${words.answer}`}</title>
      <rect width={WIDTH} height={heightPx} style={{ fill: 'var(--ground)' }} />
      {question.map((line, at) => (
        <text key={line} className="t-large" x={MARGIN} y={MARGIN + 24 + at * 34}>
          {line}
        </text>
      ))}
      {answer.map((line, at) => (
        <text key={line} x={MARGIN} y={answerY + at * 24} style={{ fontSize: '16px' }}>
          {line}
        </text>
      ))}
      {placed.map(({ title, x, titleY, top, drawing }) => (
        <g key={`${x} ${top}`}>
          {title ? (
            <text className="t-strong" x={x} y={titleY} style={{ fontSize: '14px' }}>
              {title}
            </text>
          ) : null}
          <g transform={`translate(${px(x)} ${px(top)})`}>{drawing.body}</g>
        </g>
      ))}
      <line className="grid" x1={MARGIN} x2={WIDTH - MARGIN} y1={px(y - 4)} y2={px(y - 4)} />
      {source.map((line, at) => (
        <text key={line} x={MARGIN} y={px(y + 18 + at * 18)}>
          {line}
        </text>
      ))}
      <text className="end t-strong" x={WIDTH - MARGIN} y={px(y + 18)}>
        Deepcut
      </text>
    </svg>
  )
}
