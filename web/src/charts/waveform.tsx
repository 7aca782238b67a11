// A track's waveform on canvas: height is level, colour is timbre, fine ticks are beats. It is also the seek bar, with the meaning of a slider.

import { useEffect, useRef, useState } from 'react'
import type { WaveformBody } from '../../../src/server/contract.ts'
import { formatTime } from '../kit/format.ts'
import { useStore } from '../kit/store.ts'
import { themeStore } from '../theme/theme.ts'
import { timbreRamp } from './ramp.ts'
import { gainFor, resample } from './resample.ts'
import './waveform.css'

const BAR_PX = 2
const GAP_PX = 1
/** Ticks closer than this would be a smear. */
const BEAT_APART_PX = 6
const STEP_MS = 5000

export interface WaveformProps {
  readonly body: WaveformBody | null
  readonly durationMs: number
  readonly beatsS?: readonly number[]
  /** The first beats of bars: taller ticks. */
  readonly downbeatsS?: readonly number[]
  /** Null where the track is not the one playing: all of it is drawn as ahead. */
  readonly positionMs: number | null
  /** The share of the track that is in view, 0 to 1. */
  readonly view?: readonly [number, number]
  readonly onSeek?: (ms: number) => void
  readonly label: string
  readonly testId?: string
}

/** Fills its box. Where there is no waveform it is a line. */
export function Waveform({ body, durationMs, beatsS, downbeatsS, positionMs, view = [0, 1], onSeek, label, testId }: WaveformProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useStore(themeStore, (state) => state.theme)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [hover, setHover] = useState<number | null>(null)
  const [from, to] = view

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const watch = new ResizeObserver(([entry]) =>
      setSize({ width: Math.round(entry.contentRect.width), height: Math.round(entry.contentRect.height) }),
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [])

  useEffect(() => {
    if (canvas.current && size.width > 0) {
      draw(canvas.current, {
        body,
        durationMs,
        beatsS,
        downbeatsS,
        positionMs,
        from,
        to,
        hover,
        theme,
        width: size.width,
        height: size.height,
      })
    }
  }, [body, durationMs, beatsS, downbeatsS, positionMs, from, to, hover, theme, size])

  const shareAt = (event: React.PointerEvent) => {
    const rect = event.currentTarget.getBoundingClientRect()
    return Math.min(1, Math.max(0, (event.clientX - rect.left) / rect.width))
  }
  const msAt = (share: number) => (from + share * (to - from)) * durationMs
  const still = onSeek === undefined

  const keys = (event: React.KeyboardEvent) => {
    const now = positionMs ?? 0
    const to = {
      ArrowLeft: now - STEP_MS,
      ArrowRight: now + STEP_MS,
      ArrowDown: now - STEP_MS,
      ArrowUp: now + STEP_MS,
      Home: 0,
      End: durationMs,
    }[event.key]
    if (to === undefined || !onSeek) return
    event.preventDefault()
    event.stopPropagation()
    onSeek(Math.min(durationMs, Math.max(0, to)))
  }
  const slider = still
    ? { role: 'img' as const, 'aria-label': label }
    : {
        role: 'slider' as const,
        tabIndex: 0,
        'aria-label': label,
        'aria-valuemin': 0,
        'aria-valuemax': Math.round(durationMs / 1000),
        'aria-valuenow': Math.round((positionMs ?? 0) / 1000),
        'aria-valuetext': `${formatTime(positionMs ?? 0)} of ${formatTime(durationMs)}`,
        onKeyDown: keys,
      }
  return (
    <div
      className={still ? 'waveform' : 'waveform waveform-seek'}
      data-testid={testId}
      {...slider}
      onPointerDown={(event) => {
        if (!onSeek || event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        onSeek(msAt(shareAt(event)))
      }}
      onPointerMove={(event) => {
        setHover(shareAt(event))
        if (onSeek && event.currentTarget.hasPointerCapture(event.pointerId)) onSeek(msAt(shareAt(event)))
      }}
      onPointerLeave={() => setHover(null)}
    >
      <canvas ref={canvas} />
      {hover !== null && durationMs > 0 ? (
        <span className="waveform-time small" style={{ left: `clamp(1.5rem, ${hover * 100}%, calc(100% - 1.5rem))` }} aria-hidden="true">
          {formatTime(msAt(hover))}
        </span>
      ) : null}
    </div>
  )
}

interface Scene extends Pick<WaveformProps, 'body' | 'durationMs' | 'beatsS' | 'downbeatsS' | 'positionMs'> {
  readonly from: number
  readonly to: number
  readonly hover: number | null
  readonly theme: 'dark' | 'light'
  readonly width: number
  readonly height: number
}

function draw(canvas: HTMLCanvasElement, scene: Scene): void {
  const { width, height, theme } = scene
  const scale = window.devicePixelRatio || 1
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.scale(scale, scale)
  pen.clearRect(0, 0, width, height)
  const shareToX = (share: number) => ((share - scene.from) / (scene.to - scene.from)) * width
  const playedX = scene.positionMs === null || scene.durationMs <= 0 ? null : shareToX(scene.positionMs / scene.durationMs)
  const beats = drawBeats(pen, scene, shareToX)
  if (scene.body) drawBars(pen, scene, playedX, beats ? height - 14 : height)
  else drawLine(pen, scene, playedX)
  if (playedX !== null && playedX >= 0 && playedX <= width && scene.body) {
    pen.fillStyle = theme === 'dark' ? '#efe7db' : '#2a211b'
    pen.fillRect(Math.min(width - 1.5, playedX), 0, 1.5, height)
  }
}

function drawBars(
  pen: CanvasRenderingContext2D,
  { body, from, to, theme, width, positionMs }: Scene,
  playedX: number | null,
  height: number,
): void {
  if (!body) return
  const count = Math.max(1, Math.floor(width / (BAR_PX + GAP_PX)))
  const { heights, brightness } = resample(body.peaks, body.brightness, count, from, to)
  const ramp = timbreRamp(theme)
  const gain = gainFor(body.peaks)
  for (let bar = 0; bar < count; bar++) {
    const x = bar * (BAR_PX + GAP_PX)
    const tall = Math.max(2, Math.min(1, heights[bar] * gain) * height)
    pen.globalAlpha = positionMs === null ? 0.92 : playedX !== null && x <= playedX ? 1 : 0.42
    pen.fillStyle = ramp[Math.min(ramp.length - 1, Math.floor(brightness[bar] * ramp.length))]
    pen.fillRect(x, (height - tall) / 2, BAR_PX, tall)
  }
  pen.globalAlpha = 1
}

function drawLine(pen: CanvasRenderingContext2D, { theme, width, height }: Scene, playedX: number | null): void {
  const middle = height / 2
  pen.fillStyle = theme === 'dark' ? '#5c544c' : '#b5aa9c'
  pen.fillRect(0, middle - 1, width, 2)
  if (playedX === null) return
  pen.fillStyle = theme === 'dark' ? '#efe7db' : '#2a211b'
  pen.fillRect(0, middle - 1, Math.max(0, playedX), 2)
  pen.beginPath()
  pen.arc(Math.max(5, Math.min(width - 5, playedX)), middle, 5, 0, Math.PI * 2)
  pen.fill()
}

/** Ticks along the lower edge, where there is room for them: short for beats, tall for the first of a bar; says whether it drew any. */
function drawBeats(pen: CanvasRenderingContext2D, scene: Scene, shareToX: (share: number) => number): boolean {
  const { beatsS = [], downbeatsS = [], theme } = scene
  const beats = drawTicks(pen, scene, shareToX, { atS: beatsS, tallPx: 5, colour: theme === 'dark' ? '#8a7f73' : '#8d8175' })
  const bars = drawTicks(pen, scene, shareToX, { atS: downbeatsS, tallPx: 9, colour: theme === 'dark' ? '#d8cdbd' : '#4d4238' })
  return beats || bars
}

function drawTicks(
  pen: CanvasRenderingContext2D,
  { durationMs, width, height, from, to }: Scene,
  shareToX: (share: number) => number,
  { atS, tallPx, colour }: { readonly atS: readonly number[]; readonly tallPx: number; readonly colour: string },
): boolean {
  if (atS.length < 2 || durationMs <= 0) return false
  const apart = (width / (to - from)) * (((atS[atS.length - 1] - atS[0]) * 1000) / durationMs / (atS.length - 1))
  if (apart < BEAT_APART_PX) return false
  pen.fillStyle = colour
  for (const seconds of atS) {
    const x = shareToX((seconds * 1000) / durationMs)
    if (x >= 0 && x <= width) pen.fillRect(Math.round(x), height - tallPx, 1, tallPx)
  }
  return true
}
