// A list of music as a picture: covers, names, bars and numbers. On the page the same rows are links (things.tsx); this is what is exported.

import { type Draw, fitText, px, textWidth } from '../drawing.ts'
import type { ThingRow } from '../things.tsx'

export const drawThings =
  (rows: readonly ThingRow[], tint = 'var(--data-listens)'): Draw =>
  ({ widthPx, remPx }) => {
    const size = 0.9375 * remPx
    const small = 0.75 * remPx
    const each = 3.25 * remPx
    const cover = 2.5 * remPx
    const ranked = rows.some(({ rank }) => rank !== undefined)
    const covers = rows.some((row) => row.cover)
    const coverX = ranked ? 2.25 * remPx : 0
    const left = coverX + (covers ? cover + 0.9 * remPx : 0)
    const saidWidth =
      Math.max(0, ...rows.flatMap(({ said, saidNote }) => [textWidth(said, size), textWidth(saidNote ?? '', small)])) + remPx
    const right = widthPx - saidWidth
    const most = Math.max(Number.MIN_VALUE, ...rows.map(({ value }) => value ?? 0))
    return {
      widthPx,
      heightPx: rows.length * each,
      marks: [],
      body: (
        <>
          {rows.map((row, at) => {
            const y = at * each
            return (
              <g key={row.key}>
                {row.rank === undefined ? null : (
                  <text className="end" x={px(1.5 * remPx)} y={px(y + 1.5 * remPx)}>
                    {row.rank}
                  </text>
                )}
                {row.cover ? (
                  <>
                    <rect
                      x={coverX}
                      y={px(y)}
                      width={cover}
                      height={cover}
                      rx={row.round ? cover / 2 : 4}
                      style={{ fill: 'var(--skeleton)' }}
                    />
                    <image
                      href={row.cover}
                      x={coverX}
                      y={px(y)}
                      width={cover}
                      height={cover}
                      preserveAspectRatio="xMidYMid slice"
                      clipPath={`inset(0 round ${row.round ? cover / 2 : 4}px)`}
                    />
                  </>
                ) : null}
                <text className="t-text" x={px(left)} y={px(y + 0.95 * remPx)} style={{ fontSize: '0.9375rem' }}>
                  {fitText(row.name, size, right - left)}
                </text>
                {row.note ? (
                  <text x={px(left)} y={px(y + 2 * remPx)}>
                    {fitText(row.note, small, right - left)}
                  </text>
                ) : null}
                {row.value === undefined ? null : (
                  <rect
                    x={px(left)}
                    y={px(y + 2.4 * remPx)}
                    width={px(Math.max(1, (right - left) * (row.value / most)))}
                    height={px(0.25 * remPx)}
                    rx="1.5"
                    style={{ fill: tint }}
                  />
                )}
                <text className="t-text end" x={widthPx} y={px(y + 0.95 * remPx)} style={{ fontSize: '0.9375rem' }}>
                  {row.said}
                </text>
                {row.saidNote ? (
                  <text className="end" x={widthPx} y={px(y + 2 * remPx)}>
                    {row.saidNote}
                  </text>
                ) : null}
              </g>
            )
          })}
        </>
      ),
    }
  }
