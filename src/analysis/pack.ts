// An analysis as bytes: magic, version, a short JSON head, then typed arrays. The vector is stored beside it, not in it.

import { Fault } from '#kernel'
import { type Analysis, type DescriptorStatistics, STATISTICS, type Statistic } from './analysis.ts'

const MAGIC = 0x4e414344 // "DCAN"
const PACK_VERSION = 1
const HEADER_BYTES = 12
/** Beats are kept in tenths of a millisecond. */
const BEAT_TICKS_A_SECOND = 10_000

type Head = Pick<Analysis, 'durationS' | 'codec' | 'sampleRateHz' | 'channels' | 'loudness' | 'tempo' | 'key' | 'versions'> & {
  readonly beats: number
  readonly slots: number
  /** Name and number of rows of each descriptor, in the order of their numbers. */
  readonly descriptors: readonly (readonly [string, number])[]
}

/** Everything of an analysis but its vector. */
export function packAnalysis(analysis: Analysis): Uint8Array {
  const { durationS, codec, sampleRateHz, channels, loudness, tempo, key, versions, waveform, beatsS } = analysis
  const entries = Object.entries(analysis.descriptors)
  const head: Head = {
    durationS,
    codec,
    sampleRateHz,
    channels,
    loudness,
    tempo,
    key,
    versions,
    beats: beatsS.length,
    slots: waveform.count,
    descriptors: entries.map(([name, statistics]) => [name, statistics.mean.length]),
  }
  const json = new TextEncoder().encode(JSON.stringify(head))
  const numbers = entries.flatMap(([, statistics]) => STATISTICS.flatMap((name) => statistics[name]))
  const out = new Uint8Array(HEADER_BYTES + json.length + 4 * (numbers.length + beatsS.length) + 2 * waveform.count)
  const view = new DataView(out.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint16(4, PACK_VERSION, true)
  view.setUint32(8, json.length, true)
  out.set(json, HEADER_BYTES)
  const numbersAt = HEADER_BYTES + json.length
  const beatsAt = numbersAt + 4 * numbers.length
  const slotsAt = beatsAt + 4 * beatsS.length
  for (let i = 0; i < numbers.length; i++) view.setFloat32(numbersAt + 4 * i, numbers[i], true)
  for (let i = 0; i < beatsS.length; i++) view.setUint32(beatsAt + 4 * i, Math.round(beatsS[i] * BEAT_TICKS_A_SECOND), true)
  out.set(waveform.peaks, slotsAt)
  out.set(waveform.brightness, slotsAt + waveform.count)
  return out
}

/** The analysis again, with the vector that was stored beside it. Throws ANALYSIS_UNREADABLE on anything else. */
export function unpackAnalysis(bytes: Uint8Array, vector: Float32Array): Analysis {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) throw unreadable('it does not begin as one')
  if (view.getUint16(4, true) !== PACK_VERSION) throw unreadable(`its version is ${view.getUint16(4, true)}, not ${PACK_VERSION}`)
  const jsonEnd = HEADER_BYTES + view.getUint32(8, true)
  if (jsonEnd > bytes.length) throw unreadable('it is cut short')
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(HEADER_BYTES, jsonEnd))) as Head
  const { beats, slots, descriptors, ...facts } = head
  const numberCount = descriptors.reduce((sum, [, rows]) => sum + rows * STATISTICS.length, 0)
  if (bytes.length !== jsonEnd + 4 * (numberCount + beats) + 2 * slots) throw unreadable('it is cut short')
  const beatsAt = jsonEnd + 4 * numberCount
  const slotsAt = beatsAt + 4 * beats
  return {
    ...facts,
    beatsS: Array.from({ length: beats }, (_, i) => view.getUint32(beatsAt + 4 * i, true) / BEAT_TICKS_A_SECOND),
    descriptors: readDescriptors(view, jsonEnd, descriptors),
    vector,
    waveform: { count: slots, peaks: bytes.slice(slotsAt, slotsAt + slots), brightness: bytes.slice(slotsAt + slots) },
  }
}

function readDescriptors(view: DataView, start: number, shapes: Head['descriptors']): Record<string, DescriptorStatistics> {
  let at = start
  const row = (rows: number) =>
    Array.from({ length: rows }, () => {
      at += 4
      return view.getFloat32(at - 4, true)
    })
  return Object.fromEntries(
    shapes.map(([name, rows]) => [
      name,
      Object.fromEntries(STATISTICS.map((statistic) => [statistic, row(rows)])) as Record<Statistic, number[]>,
    ]),
  )
}

const unreadable = (why: string): Fault =>
  new Fault('io', 'ANALYSIS_UNREADABLE', `A stored analysis cannot be read: ${why}. Scan again to make it new.`)
