// What an analysis has to say in tags: tempo and key where it is sure enough, ReplayGain 2.0 where the whole file was heard.

import { type Analysis, type ReplayGain, trackReplayGain } from '#analysis'
import type { TagValues } from '#library'
import { tonicName } from './tonic-name.ts'

export type TagKind = 'bpm' | 'key' | 'replaygain'
export const TAG_KINDS: readonly TagKind[] = ['bpm', 'key', 'replaygain']

export interface TagWish {
  readonly only: readonly TagKind[]
  readonly notation: 'standard' | 'camelot'
  /** 0 to 1: what is less sure is not written. */
  readonly confidenceMin: number
}

export interface TagOffer {
  readonly values: TagValues
  /** What was asked for and is not offered, and why. */
  readonly left: readonly { readonly kind: TagKind; readonly why: string }[]
}

/** R128 of Opus aims 5 dB lower than ReplayGain 2.0: -23 LUFS, not -18. */
const R128_LOWER_DB = 5
/** The values for a file's tags. */
export function tagValues(analysis: Analysis, album: ReplayGain | null, wish: TagWish): TagOffer {
  const values: TagValues = {}
  const left: { kind: TagKind; why: string }[] = []
  for (const kind of wish.only) {
    const why = KINDS[kind](analysis, album, wish, values)
    if (why !== null) left.push({ kind, why })
  }
  return { values, left }
}

type Fill = (analysis: Analysis, album: ReplayGain | null, wish: TagWish, values: TagValues) => string | null

const KINDS: Readonly<Record<TagKind, Fill>> = {
  bpm({ tempo }, _album, { confidenceMin }, values) {
    if (!tempo) return 'it has no pulse'
    if (tempo.confidence < confidenceMin) return unsure(`${tempo.bpm.toFixed(1)} BPM`, tempo.confidence)
    values.BPM = String(Math.round(tempo.bpm * 100) / 100)
    return null
  },
  key({ key }, _album, { confidenceMin, notation }, values) {
    if (!key) return 'it has no key'
    const name = notation === 'camelot' ? key.camelot : keyText(key)
    if (key.confidence < confidenceMin) return unsure(name, key.confidence)
    values.INITIALKEY = name
    return null
  },
  replaygain(analysis, album, _wish, values) {
    if (analysis.extent !== 'whole') return 'it was heard only in part so far'
    const track = trackReplayGain(analysis)
    if (!track) return 'it is silent'
    values.REPLAYGAIN_TRACK_GAIN = gainText(track.gainDb)
    values.REPLAYGAIN_TRACK_PEAK = peakText(track.peak)
    values.R128_TRACK_GAIN = r128Text(track.gainDb)
    if (album) {
      values.REPLAYGAIN_ALBUM_GAIN = gainText(album.gainDb)
      values.REPLAYGAIN_ALBUM_PEAK = peakText(album.peak)
      values.R128_ALBUM_GAIN = r128Text(album.gainDb)
    }
    return null
  },
}

/** As players write it: F#m, Ebm, Db. */
const keyText = (key: { tonic: string; mode: 'major' | 'minor' }) => `${tonicName(key)}${key.mode === 'minor' ? 'm' : ''}`
const unsure = (what: string, confidence: number) => `${what} is not sure enough (${confidence.toFixed(2)})`
const gainText = (db: number) => `${db.toFixed(2)} dB`
const peakText = (peak: number) => peak.toFixed(6)
/** Steps of 1/256 dB in 16 bits (RFC 7845, section 5.2.1). */
const r128Text = (gainDb: number) => String(Math.max(-32_768, Math.min(32_767, Math.round((gainDb - R128_LOWER_DB) * 256))))
