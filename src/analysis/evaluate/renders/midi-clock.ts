// What a MIDI file says of time and key: tempo, time signature, key signatures and the markers that MMA was told to set at each bar.

import { TONICS } from '../../analysis.ts'
import type { KeySpan } from './truth.ts'

export interface MidiClock {
  /** Seconds of each bar line from the start of the file, the end of the last bar included. */
  readonly barsS: readonly number[]
  readonly beatsPerBar: number
  /** MIDI quarters to a felt beat: 1, or 3, 1.5 or 1 where a compound bar was written in quarters, eighths or triplets. */
  readonly beatQuarters: number
  readonly barQuarters: number
  readonly timeSignature: string
  readonly tempoBpm: number
  /** Empty where only drums play: there is nothing to be in a key. */
  readonly keys: readonly KeySpan[]
}

interface Meta {
  readonly tick: number
  readonly type: number
  readonly data: Uint8Array
}

const META = { marker: 6, tempo: 0x51, timeSignature: 0x58, keySignature: 0x59 } as const
const SECONDS_A_MICROSECOND = 1e-6
/** MIDI's tenth channel, counted from 0. */
const DRUM_CHANNEL = 9

/** Reads the clock of a MIDI file with `bar` and `end` markers; null where its bars do not agree with its time signature, or the tempo changes. */
export function readMidiClock(bytes: Uint8Array): MidiClock | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const ticksAQuarter = view.getUint16(12)
  const { metas, pitchedNotes } = readEvents(bytes, view)
  const tempi = metas.filter((meta) => meta.type === META.tempo).map(({ data }) => (data[0] << 16) | (data[1] << 8) | data[2])
  const ticks = metas.filter((meta) => meta.type === META.marker && /^(bar|end)$/.test(text(meta))).map(({ tick }) => tick)
  if (ticks.length < 2 || new Set(tempi).size !== 1) return null
  const secondsAt = (tick: number) => (tick / ticksAQuarter) * tempi[0] * SECONDS_A_MICROSECOND
  const barTicks = ticks[1] - ticks[0]
  if (ticks.some((tick, i) => i > 0 && tick - ticks[i - 1] !== barTicks)) return null
  const signature = metas.find((meta) => meta.type === META.timeSignature)
  const metre = countBar(barTicks / ticksAQuarter, signature ? [signature.data[0], 2 ** signature.data[1]] : [4, 4])
  if (!metre) return null
  const barsS = ticks.map(secondsAt)
  return {
    ...metre,
    barsS,
    barQuarters: barTicks / ticksAQuarter,
    tempoBpm: 60 / (metre.beatQuarters * tempi[0] * SECONDS_A_MICROSECOND),
    keys: pitchedNotes >= ticks.length ? readKeys(metas, secondsAt, barsS[barsS.length - 1]) : [],
  }
}

/** How a bar of so many quarters under this signature is counted; null where they contradict each other. */
function countBar(quarters: number, [upper, lower]: readonly [number, number]) {
  if (lower === 8 && upper % 3 === 0 && upper > 3) {
    const beatsPerBar = upper / 3
    const beatQuarters = quarters / beatsPerBar
    return [1, 1.5, 3].includes(beatQuarters) ? { beatsPerBar, beatQuarters, timeSignature: `${upper}/${lower}` } : null
  }
  // Some grooves in three set no signature, so that the file says 4/4: their bar tells.
  const isSilentThree = quarters === 3 && upper === 4
  if (quarters !== (upper * 4) / lower && !isSilentThree) return null
  return { beatsPerBar: quarters, beatQuarters: 1, timeSignature: `${quarters}/4` }
}

function readKeys(metas: readonly Meta[], secondsAt: (tick: number) => number, endS: number): KeySpan[] {
  const signs = metas.filter((meta) => meta.type === META.keySignature).sort((a, b) => a.tick - b.tick)
  return signs.map(({ tick, data }, i) => {
    const sharps = (data[0] << 24) >> 24
    const minor = data[1] === 1
    // Each sharp is a fifth up from C major, or from A minor.
    const tonic = (((sharps * 7 + (minor ? 9 : 0)) % 12) + 12) % 12
    const toS = i + 1 < signs.length ? secondsAt(signs[i + 1].tick) : endS
    return { fromS: secondsAt(tick), toS, tonic: TONICS[tonic], mode: minor ? 'minor' : 'major' }
  })
}

const text = ({ data }: Meta): string => Buffer.from(data).toString('latin1').trim()

interface Events {
  readonly metas: Meta[]
  /** How many notes begin on channels other than the drums'. */
  pitchedNotes: number
}

/** The meta events and the count of notes of every track. */
function readEvents(bytes: Uint8Array, view: DataView): Events {
  const events: Events = { metas: [], pitchedNotes: 0 }
  for (let at = 14; at + 8 <= bytes.length; ) {
    const end = at + 8 + view.getUint32(at + 4)
    readTrack(bytes.subarray(at + 8, end), events)
    at = end
  }
  return events
}

function readTrack(bytes: Uint8Array, events: Events): void {
  let at = 0
  const variable = () => {
    let value = 0
    for (;;) {
      const byte = bytes[at++]
      value = (value << 7) | (byte & 0x7f)
      if (byte < 0x80) return value
    }
  }
  let status = 0
  for (let tick = 0; at < bytes.length; ) {
    tick += variable()
    if (bytes[at] >= 0x80) status = bytes[at++]
    if (status === 0xff) {
      const type = bytes[at++]
      const length = variable()
      events.metas.push({ tick, type, data: bytes.subarray(at, at + length) })
      at += length
    } else if (status >= 0xf0) {
      at += variable()
    } else {
      const isNote = (status & 0xf0) === 0x90 && bytes[at + 1] > 0 && (status & 0x0f) !== DRUM_CHANNEL
      if (isNote) events.pitchedNotes++
      at += (status & 0xe0) === 0xc0 ? 1 : 2
    }
  }
}
