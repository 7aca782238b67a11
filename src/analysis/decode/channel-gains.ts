// How much each channel weighs in loudness (ITU-R BS.1770-4): surrounds 1.41, the low-frequency channel not at all.

const SURROUND = 1.41

/** Order of WAV, FLAC and ffmpeg by channel count: left, right, centre, low, then the surrounds. */
const WAV_ORDER: Readonly<Record<number, readonly number[]>> = {
  4: [1, 1, SURROUND, SURROUND],
  5: [1, 1, 1, SURROUND, SURROUND],
  6: [1, 1, 1, 0, SURROUND, SURROUND],
  7: [1, 1, 1, 0, SURROUND, SURROUND, SURROUND],
  8: [1, 1, 1, 0, SURROUND, SURROUND, SURROUND, SURROUND],
}

/** Order of Vorbis and Opus: left, centre, right, the surrounds, low last. */
const VORBIS_ORDER: Readonly<Record<number, readonly number[]>> = {
  ...WAV_ORDER,
  6: [1, 1, 1, SURROUND, SURROUND, 0],
  7: [1, 1, 1, SURROUND, SURROUND, SURROUND, 0],
  8: [1, 1, 1, SURROUND, SURROUND, SURROUND, SURROUND, 0],
}

/** The gains for `channels` channels of a codec; all 1 where the layout is not known. */
export function channelGains(codec: string, channels: number): readonly number[] {
  const order = codec === 'vorbis' || codec === 'opus' ? VORBIS_ORDER : WAV_ORDER
  return order[channels] ?? Array.from({ length: channels }, () => 1)
}
