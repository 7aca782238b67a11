// A piece of the demo: what is written on its sleeve, and what its composer is told.

import { hashString } from '#kernel'
import { type PITCH_NAMES, pitchClassOf, type ScaleName } from './composing/theory.ts'

export type StyleName =
  | 'house'
  | 'drum-and-bass'
  | 'ambient'
  | 'lo-fi'
  | 'chamber-waltz'
  | 'synthwave'
  | 'folk'
  | 'nocturne'
  | 'bossa'
  | 'dub'
  | 'minimal-techno'
  | 'orchestral'

export interface Piece {
  /** Stable, made of the title. */
  readonly id: string
  readonly title: string
  /** In order of credit; the first is the album's artist. */
  readonly artists: readonly string[]
  readonly albumId: string
  readonly trackNo: number
  readonly style: StyleName
  readonly tempoBpm: number
  readonly tonic: (typeof PITCH_NAMES)[number]
  readonly mode: 'major' | 'minor'
  readonly scale: ScaleName
  /** Chords of the main part and of the contrasting one, Roman numerals, bars divided by "|". */
  readonly a: string
  readonly b: string
  /** 0, 1, 2: which of the style's grooves and colours. */
  readonly variant: number
  readonly moods: readonly string[]
}

/** The pitch class of the piece's tonic, 0 = C. */
export const tonicOf = (piece: Piece): number => pitchClassOf(piece.tonic)

/** The seed of a piece within a demo made with `seed`. */
export const seedOf = (piece: Piece, seed: number): number => (hashString(piece.id) ^ Math.imul(seed, 0x9e3779b1)) >>> 0
