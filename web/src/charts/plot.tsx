// A drawing on the page: as wide as its place, its values told on hover, by touch and by the arrow keys.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Draw, Mark, Room } from './drawing.ts'
import { nextMark } from './next-mark.ts'
import './data.css'
import './plot.css'

/** `label` says in words what the picture shows. */
export function Plot({ draw, label }: { draw: Draw; label: string }) {
  const [place, room] = useRoom()
  return (
    <div className="plot" ref={place}>
      <i className="plot-rem" />
      {room ? <Live draw={draw} label={label} room={room} /> : <div className="plot-wait" />}
    </div>
  )
}

function Live({ draw, label, room }: { draw: Draw; label: string; room: Room }) {
  const { widthPx, heightPx, body, marks } = useMemo(() => draw(room), [draw, room])
  const [asked, setAsked] = useState<string | null>(null)
  const [byKey, setByKey] = useState(false)
  const mark = marks.find(({ key }) => key === asked)
  const leave = () => setAsked(null)
  const ask = (event: React.PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const found = markAt(marks, event.clientX - box.left, event.clientY - box.top)
    setByKey(false)
    setAsked(found?.key ?? null)
  }
  const turn = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') return leave()
    const next = nextMark(marks, mark, event.key)
    if (!next) return
    event.preventDefault()
    // The same keys seek in what plays.
    event.stopPropagation()
    setByKey(true)
    setAsked(next.key)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: no element stands for a picture that is read by the arrow keys
    <div
      className="plot-hold"
      role="group"
      aria-label="Single values: arrow keys read them"
      tabIndex={marks.length > 0 ? 0 : undefined}
      onKeyDown={turn}
      onBlur={leave}
    >
      <svg
        className="drawing"
        width={widthPx}
        height={heightPx}
        viewBox={`0 0 ${widthPx} ${heightPx}`}
        role="img"
        aria-label={label}
        onPointerMove={ask}
        onPointerDown={ask}
        onPointerLeave={(event) => event.pointerType !== 'touch' && leave()}
      >
        {body}
        {mark ? <Asked mark={mark} /> : null}
      </svg>
      {mark ? <Bubble mark={mark} widthPx={widthPx} /> : null}
      <p className="hidden" role="status">
        {mark && byKey ? `${mark.name}: ${mark.value}` : ''}
      </p>
    </div>
  )
}

const Asked = ({ mark }: { mark: Mark }) =>
  mark.dot ? (
    <g className="asked">
      <line x1={mark.dot[0]} x2={mark.dot[0]} y1={mark.box[1]} y2={mark.box[1] + mark.box[3]} />
      <circle cx={mark.dot[0]} cy={mark.dot[1]} r="4.5" />
    </g>
  ) : mark.outline ? (
    <path className="asked" d={mark.outline} />
  ) : (
    <rect className="asked" x={mark.box[0]} y={mark.box[1]} width={mark.box[2]} height={mark.box[3]} rx="3" />
  )

/** The value beside its mark, kept inside the drawing. */
function Bubble({ mark, widthPx }: { mark: Mark; widthPx: number }) {
  const box = useRef<HTMLDivElement>(null)
  const [left, setLeft] = useState(0)
  const [x, y] = mark.dot ?? [mark.box[0] + mark.box[2] / 2, mark.box[1]]
  useLayoutEffect(() => {
    const own = box.current?.offsetWidth ?? 0
    setLeft(Math.max(0, Math.min(widthPx - own, x - own / 2)))
  }, [x, widthPx])
  return (
    <div ref={box} className="plot-bubble small" style={{ left, top: y - 10 }} aria-hidden="true">
      <strong>{mark.value}</strong>
      <span>{mark.name}</span>
    </div>
  )
}

/** The smallest mark under a point. */
function markAt(marks: readonly Mark[], x: number, y: number): Mark | undefined {
  let found: Mark | undefined
  for (const mark of marks) {
    const [left, top, width, height] = mark.box
    if (x < left || x > left + width || y < top || y > top + height) continue
    if (!found || width * height < found.box[2] * found.box[3]) found = mark
  }
  return found
}

/** The width of a place and the size of a rem, also after they change; null until they are known. */
function useRoom() {
  const place = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState<Room | null>(null)
  useLayoutEffect(() => {
    if (place.current) setRoom(roomOf(place.current))
  }, [])
  useEffect(() => {
    const element = place.current
    if (!element) return
    const watch = new ResizeObserver(() =>
      setRoom((before) => {
        const now = roomOf(element)
        return before && before.widthPx === now.widthPx && before.remPx === now.remPx ? before : now
      }),
    )
    watch.observe(element)
    watch.observe(element.firstElementChild!)
    return () => watch.disconnect()
  }, [])
  return [place, room] as const
}

/** The first child of a plot is a rem wide. */
const roomOf = (place: HTMLElement): Room => ({
  widthPx: Math.max(200, Math.floor(place.clientWidth)),
  remPx: (place.firstElementChild as HTMLElement).getBoundingClientRect().width || 16,
})
