// What every decoder gives: blocks of samples, one array for each channel, as the file is read.

/** Up to a few seconds of sound. The arrays are the receiver's. */
export interface PcmBlock {
  readonly sampleRateHz: number
  /** -1 to 1, one array of equal length for each channel. */
  readonly channels: readonly Float32Array[]
}

/** An opened audio file. Format changes inside a file (chained streams) show in the blocks. */
export interface AudioInput {
  /** mp3, flac, vorbis, opus, pcm, or what ffmpeg calls it. */
  readonly codec: string
  /** The least that the bytes can hold at the format's highest bit rate, in seconds; only of the bundled decoders. */
  readonly secondsMin?: number
  /** Decodes from the start; ends the file handle or child process when it is left. Broken stretches are passed over. */
  blocks(): AsyncGenerator<PcmBlock>
}

/** Rates outside this are a lying header. */
export const RATE_MIN_HZ = 1000
export const RATE_MAX_HZ = 768_000
export const CHANNELS_MAX = 64

/** Whether a format can be real. */
export const isPlausible = (sampleRateHz: number, channels: number): boolean =>
  Number.isInteger(sampleRateHz) && sampleRateHz >= RATE_MIN_HZ && sampleRateHz <= RATE_MAX_HZ && channels >= 1 && channels <= CHANNELS_MAX
