// A chart as a picture of its own: the question, the answer, the drawing, and where the numbers come from, on the ground of the theme.

import { type Draw, px, wrapText } from './drawing.ts'

export interface PosterWords {
  readonly question: string
  readonly answer: string
  /** Where the numbers come from: listener, period, zone, how many listens. */
  readonly source: string
}
export interface PosterPart {
  readonly title?: string
  readonly draw: Draw
}

const WIDTH = 960
const REM = 16
const MARGIN = 48

export function Poster({ words, parts }: { words: PosterWords; parts: readonly PosterPart[] }) {
  const inside = WIDTH - 2 * MARGIN
  const question = wrapText(words.question, 28, inside)
  const answer = wrapText(words.answer, 16, inside)
  let y = MARGIN + 24 + (question.length - 1) * 34
  const answerY = y + 32
  y = answerY + (answer.length - 1) * 24 + 36
  const placed = parts.map(({ title, draw }) => {
    const titleY = y + 14
    if (title) y += 28
    const drawing = draw({ widthPx: inside, remPx: REM })
    const top = y
    y += drawing.heightPx + 32
    return { title, titleY, top, drawing }
  })
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
      {placed.map(({ title, titleY, top, drawing }) => (
        <g key={top}>
          {title ? (
            <text className="t-strong" x={MARGIN} y={titleY} style={{ fontSize: '14px' }}>
              {title}
            </text>
          ) : null}
          <g transform={`translate(${MARGIN} ${px(top)})`}>{drawing.body}</g>
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
