// What is known of a piece whose estimates are scored: the shape that renders, the demo and folders of one's own share.

export interface KeySpan {
  readonly fromS: number
  readonly toS: number
  /** As in TONICS: C, C#, D … B. */
  readonly tonic: string
  readonly mode: 'major' | 'minor'
}

export interface PieceTruth {
  readonly name: string
  /** Absolute path of the audio. */
  readonly path: string
  readonly split: 'development' | 'test'
  /** The library and the groove, or the demo's style. */
  readonly style: string
  readonly durationS: number
  /** Felt beats a minute: in 6/8 and 12/8 the dotted crotchet is the beat, elsewhere the crotchet. Null where unknown, or where there is no pulse. */
  readonly tempoBpm: number | null
  readonly timeSignature: string | null
  /** Nominal metrical positions in the audio file, seconds; empty where unknown. */
  readonly beatsS: readonly number[]
  readonly downbeatsS: readonly number[]
  /** The key of the longest part; null where unknown. */
  readonly key: { readonly tonic: string; readonly mode: 'major' | 'minor' } | null
  readonly keys: readonly KeySpan[]
  /** What it is built of, where that is known. */
  readonly sections?: readonly { readonly name: string; readonly startS: number; readonly endS: number }[]
}
