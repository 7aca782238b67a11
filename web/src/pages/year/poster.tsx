// The picture to share: the ring of days round the cover of the artist heard most, the hours, the top five, and the sentence of the year.

import type { YearBody, YearThing } from '../../../../src/server/contract.ts'
import { fitText, textWidth, wrapText } from '../../charts/drawing.ts'
import { tinted } from './card-face.tsx'
import { Picture } from './draw-cover.tsx'
import { DayRing } from './draw-time.tsx'
import type { Tint } from './picture-of.ts'

export type PosterShape = 'tall' | 'square'

/** Px of a picture. */
export const POSTER_SIZE: Readonly<Record<PosterShape, readonly [number, number]>> = { tall: [1080, 1920], square: [1080, 1080] }

/** What the poster shows, gathered from the cards; null where there is no whole story to sum up. */
function partsOf({ cards, period, listener }: YearBody) {
  const summary = cards.find(({ kind }) => kind === 'summary')
  const days = cards.find(({ kind }) => kind === 'time')?.chart
  if (!summary || !period) return null
  return {
    summary,
    days: days?.shape === 'days' ? days : null,
    period,
    listener,
    artists: summary.things.filter(({ kind }) => kind === 'artist').slice(0, 5),
    tracks: summary.things.filter(({ kind }) => kind === 'track').slice(0, 5),
  }
}

/** The largest size up to `sizePx` at which a text stands on one line. */
const fitting = (text: string, sizePx: number, widthPx: number) =>
  Math.floor(Math.min(sizePx, (sizePx * widthPx) / textWidth(text, sizePx)))

function List({
  title,
  things,
  x,
  y,
  width,
  pitch,
  size,
}: {
  title: string
  things: readonly YearThing[]
  x: number
  y: number
  width: number
  pitch: number
  size: number
}) {
  // biome-ignore format: one line
  return (
    <g>
      <text x={x} y={y} className="poster-quiet" fontSize={size * 0.82} fontWeight={600}>
        {title}
      </text>
      {things.map((thing, at) => {
        const top = y + size * 0.85 + at * pitch
        const cover = pitch * 0.82
        return (
          <g key={thing.id}>
            <Picture thing={thing} x={x} y={top} size={cover} corner={thing.kind === 'artist' ? cover / 2 : 8} />
            <text x={x + cover + 18} y={top + cover / 2 + (thing.by === null ? size * 0.34 : -2)} className="poster-ink" fontSize={size} fontWeight={at === 0 ? 680 : 520}>
              {fitText(thing.name, size, width - cover - 18)}
            </text>
            {thing.by === null ? null : (
              <text x={x + cover + 18} y={top + cover / 2 + size * 0.82} className="poster-quiet" fontSize={size * 0.72}>
                {fitText(thing.by, size * 0.72, width - cover - 18)}
              </text>
            )}
          </g>
        ) // biome-ignore format: as it is
      })}
    </g>
  )
}

/** The poster as an SVG of its own; null where there is too little for one. */
export function YearPoster({ body, tint, shape }: { body: YearBody; tint: Tint; shape: PosterShape }) {
  const parts = partsOf(body)
  if (!parts) return null
  const { summary, days, period, listener, artists, tracks } = parts
  const [width, height] = POSTER_SIZE[shape]
  const tall = shape === 'tall'
  const ring = tall ? { x: 150, y: 368, side: 780 } : { x: 556, y: 40, side: 500 }
  const scale = ring.side / 600
  const year = /^\d{4}$/.test(period.label) ? period.label : null
  const title = year ?? period.label
  const roomPx = tall ? 920 : 460
  const titlePx = fitting(title, tall ? 250 : 190, roomPx)
  const sentence = wrapText(summary.headline, 40, 920).slice(0, 2)
  const numbers = summary.numbers.slice(0, 3)
  return (
    <svg
      className="year-tints year-poster"
      style={tinted(tint)}
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <title>{`${period.title}. ${summary.headline}`}</title>
      <rect width={width} height={height} className="art-ground" />
      <circle cx={ring.x + ring.side / 2} cy={ring.y + ring.side / 2} r={ring.side * 0.78} className="poster-halo" />
      <circle cx={ring.x + ring.side / 2} cy={ring.y + ring.side / 2} r={ring.side * 0.6} className="poster-halo" />
      <text x={tall ? 80 : 60} y={tall ? 110 : 92} className="poster-quiet" fontSize={tall ? 34 : 28} fontWeight={560}>
        {year ? `${listener === 'me' ? 'My' : `${listener}’s`} year in music` : `${listener === 'me' ? 'My' : `${listener}’s`} music`}
      </text>
      <text x={tall ? 70 : 54} y={(tall ? 120 : 100) + titlePx * 0.86} className="poster-ink" fontSize={titlePx} fontWeight={760} letterSpacing={-titlePx * 0.045}>
        {title}
      </text>
      {days ? (
        <g transform={`translate(${ring.x} ${ring.y}) scale(${scale})`}>
          <DayRing chart={days} lastDay={period.lastDay} inner={148}>
            {artists[0] ? <Picture thing={artists[0]} x={164} y={164} size={272} corner={136} /> : null}
          </DayRing>
        </g>
      ) : null}
      {numbers.map(({ text, label }, at) => {
        const x = tall ? 80 + at * 320 : 60
        const y = tall ? 1252 : 420 + at * 0
        return tall ? (
          <g key={label}>
            <text x={x} y={y} className="poster-tone" fontSize={84} fontWeight={720} letterSpacing={-3}>
              {text}
            </text>
            <text x={x} y={y + 44} className="poster-quiet" fontSize={30}>
              {label}
            </text>
          </g>
        ) : at === 0 ? (
          <g key={label}>
            <text x={x} y={y} className="poster-tone" fontSize={76} fontWeight={720} letterSpacing={-3}>
              {text}
            </text>
            <text x={x} y={y + 38} className="poster-quiet" fontSize={26}>
              {`${label}, ${numbers[1]?.text ?? ''} ${numbers[1]?.label ?? ''}`}
            </text>
          </g>
        ) : null
      })}
      {tall ? (
        <>
          <List title="Artists" things={artists} x={80} y={1378} width={440} pitch={66} size={30} />
          <List title="Tracks" things={tracks} x={560} y={1378} width={440} pitch={66} size={30} />
        </>
      ) : (
        <>
          <List title="Artists" things={artists} x={60} y={600} width={450} pitch={66} size={28} />
          <List title="Tracks" things={tracks} x={560} y={600} width={460} pitch={66} size={28} />
        </>
      )}
      {tall
        ? sentence.map((line, at) => (
            <text key={line} x={80} y={1800 + at * 48} className="poster-ink" fontSize={40} fontWeight={620} letterSpacing={-0.6}>
              {line}
            </text>
          ))
        : (
            <text x={60} y={height - 34} className="poster-ink" fontSize={28} fontWeight={600}>
              {fitText(summary.headline, 28, 790)}
            </text>
          )}
      <text x={width - (tall ? 80 : 60)} y={height - (tall ? 46 : 34)} textAnchor="end" className="poster-quiet" fontSize={26} fontWeight={600}>
        Deepcut
      </text>
    </svg>
  ) // biome-ignore format: as it is
}
