// An analysis as bytes: magic, version, a deflated JSON head, then typed arrays. The vector is stored beside it, not in it.

import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { Fault } from '#kernel'
import { type Analysis, type DescriptorStatistics, STATISTICS, type Statistic, type Structure } from './analysis.ts'

const MAGIC = 0x4e414344 // "DCAN"
const PACK_VERSION = 2
const HEADER_BYTES = 12
/** Beats are kept in tenths of a millisecond. */
const BEAT_TICKS_A_SECOND = 10_000

type Arrays = 'beatsS' | 'downbeatsS' | 'descriptors' | 'vector' | 'waveform' | 'structure'

type Head = Omit<Analysis, Arrays> & {
  readonly beats: number
  readonly downbeats: number
  readonly slots: number
  readonly energySlots: number
  readonly structure: Omit<Structure, 'energy'> | null
  /** Name and number of rows of each descriptor, in the order of their numbers. */
  readonly descriptors: readonly (readonly [string, number])[]
}

/** Everything of an analysis but its vector. */
export function packAnalysis(analysis: Analysis): Uint8Array {
  const { beatsS, downbeatsS, descriptors, vector: _, waveform, structure, ...facts } = analysis
  const entries = Object.entries(descriptors)
  const { energy = new Uint8Array(0), ...rest } = structure ?? {}
  const head: Head = {
    ...facts,
    beats: beatsS.length,
    downbeats: downbeatsS.length,
    slots: waveform.count,
    energySlots: energy.length,
    structure: structure ? (rest as Omit<Structure, 'energy'>) : null,
    descriptors: entries.map(([name, statistics]) => [name, statistics.mean.length]),
  }
  const json = deflateRawSync(JSON.stringify(head))
  const numbers = Float32Array.from(entries.flatMap(([, statistics]) => STATISTICS.flatMap((name) => statistics[name])))
  const ticks = Uint32Array.from([...beatsS, ...downbeatsS], (seconds) => Math.round(seconds * BEAT_TICKS_A_SECOND))
  const header = new DataView(new ArrayBuffer(HEADER_BYTES))
  header.setUint32(0, MAGIC, true)
  header.setUint16(4, PACK_VERSION, true)
  header.setUint32(8, json.length, true)
  const parts = [header, json, numbers, ticks, waveform.peaks, waveform.brightness, energy]
  return new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))))
}

/** The analysis again, with the vector that was stored beside it. Throws ANALYSIS_UNREADABLE on anything else. */
export function unpackAnalysis(bytes: Uint8Array, vector: Float32Array): Analysis {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) throw unreadable('it does not begin as one')
  if (view.getUint16(4, true) !== PACK_VERSION) throw unreadable(`its version is ${view.getUint16(4, true)}, not ${PACK_VERSION}`)
  const jsonEnd = HEADER_BYTES + view.getUint32(8, true)
  if (jsonEnd > bytes.length) throw unreadable('it is cut short')
  const { beats, downbeats, slots, energySlots, descriptors, structure, ...facts } = readHead(bytes.subarray(HEADER_BYTES, jsonEnd))
  const numberCount = descriptors.reduce((sum, [, rows]) => sum + rows * STATISTICS.length, 0)
  const beatsAt = jsonEnd + 4 * numberCount
  const slotsAt = beatsAt + 4 * (beats + downbeats)
  const energyAt = slotsAt + 2 * slots
  if (bytes.length !== energyAt + energySlots) throw unreadable('it is cut short')
  const seconds = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => view.getUint32(beatsAt + 4 * (from + i), true) / BEAT_TICKS_A_SECOND)
  return {
    ...facts,
    beatsS: seconds(0, beats),
    downbeatsS: seconds(beats, downbeats),
    descriptors: readDescriptors(view, jsonEnd, descriptors),
    vector,
    waveform: { count: slots, peaks: bytes.slice(slotsAt, slotsAt + slots), brightness: bytes.slice(slotsAt + slots, energyAt) },
    structure: structure && { ...structure, energy: bytes.slice(energyAt) },
  }
}

function readHead(bytes: Uint8Array): Head {
  try {
    return JSON.parse(inflateRawSync(bytes).toString()) as Head
  } catch {
    throw unreadable('its head is damaged')
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
