// What is exactly known of a piece, because it was composed: tempo, beats, key, sections. Golden tests of the analysis compare with it.

import { albumOf } from './albums.ts'
import type { Piece } from './piece.ts'
import { durationOf, LEAD_IN_S, type Score } from './score.ts'

export interface PieceTruth {
  /** Relative to the music folder, with forward slashes. */
  readonly file: string
  readonly title: string
  readonly artist: string
  readonly album: string
  readonly style: string
  readonly durationS: number
  /** Felt beats a minute; in 6/8 that is the dotted crotchet. */
  readonly tempoBpm: number
  readonly timeSignature: string
  /** How plainly the beat is heard: none where a tracker may find nothing. */
  readonly pulse: 'clear' | 'soft' | 'none'
  /** Every beat from the first bar to the last, and those that begin a bar, s from the start of the file. */
  readonly beatsS: readonly number[]
  readonly downbeatsS: readonly number[]
  readonly key: { readonly tonic: string; readonly mode: 'major' | 'minor' }
  readonly moods: readonly string[]
  /** The loudness it is mastered to. */
  readonly loudnessLufs: number
  readonly sections: readonly { readonly name: string; readonly startS: number; readonly endS: number }[]
}

const toMicroseconds = (seconds: number) => Math.round(seconds * 1e6) / 1e6

/** Where a piece lies, relative to the music folder: artist/album/number title.flac. */
export const fileOf = (piece: Piece): string =>
  [piece.artists[0], albumOf(piece).title, `${String(piece.trackNo).padStart(2, '0')} ${piece.title}.flac`].join('/')

/** The truth about a piece, from its score. */
export function truthOf(piece: Piece, score: Score): PieceTruth {
  const { setting, bars } = score
  const secondsAt = (beat: number) => toMicroseconds(LEAD_IN_S + (beat * 60) / setting.tempoBpm)
  const beats = Array.from({ length: bars * setting.beatsPerBar }, (_, beat) => beat)
  return {
    file: fileOf(piece),
    title: piece.title,
    artist: piece.artists[0],
    album: albumOf(piece).title,
    style: piece.style,
    durationS: toMicroseconds(durationOf(score)),
    tempoBpm: setting.tempoBpm,
    timeSignature: setting.timeSignature,
    pulse: setting.pulse,
    beatsS: beats.map(secondsAt),
    downbeatsS: beats.filter((beat) => beat % setting.beatsPerBar === 0).map(secondsAt),
    key: { tonic: piece.tonic, mode: piece.mode },
    moods: piece.moods,
    loudnessLufs: setting.master.lufs,
    sections: score.sections.map(({ name, startBar, bars: count }) => ({
      name,
      startS: secondsAt(startBar * setting.beatsPerBar),
      endS: secondsAt((startBar + count) * setting.beatsPerBar),
    })),
  }
}
