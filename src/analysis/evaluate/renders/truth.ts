// What is exactly known of a piece because it was made for the purpose: the shape that renders and the demo share.

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
  /** Style words for the report: the library and the groove, or the demo's style. */
  readonly style: string
  readonly durationS: number
  /** Felt beats a minute: in 6/8 and 12/8 the dotted crotchet is the beat, elsewhere the crotchet. */
  readonly tempoBpm: number
  readonly timeSignature: string
  readonly beatsPerBar: number
  /** Nominal metrical positions in the audio file, seconds. */
  readonly beatsS: readonly number[]
  readonly downbeatsS: readonly number[]
  /** The key of the longest part. */
  readonly key: { readonly tonic: string; readonly mode: 'major' | 'minor' }
  readonly keys: readonly KeySpan[]
}
