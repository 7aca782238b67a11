// MPEG audio frame headers (ISO/IEC 11172-3 and 13818-3): enough to recognise a stream and find its first frame.

export interface MpegFrame {
  readonly layer: 1 | 2 | 3
  readonly sampleRateHz: number
  readonly channels: 1 | 2
  readonly bitrateKbps: number
  readonly lengthBytes: number
}

const V1_KBPS: Readonly<Record<1 | 2 | 3, readonly number[]>> = {
  1: [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
}
const V2_KBPS: Readonly<Record<1 | 2 | 3, readonly number[]>> = {
  1: [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  3: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
const V1_RATES_HZ = [44_100, 48_000, 32_000]

/** Reads the header at `at`, or null where there is none. Free-format frames are not recognised. */
export function mpegFrame(bytes: Uint8Array, at: number): MpegFrame | null {
  if (at + 4 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1] & 0xe0) !== 0xe0) return null
  const version = (bytes[at + 1] >> 3) & 3
  const layerBits = (bytes[at + 1] >> 1) & 3
  const bitrateIndex = bytes[at + 2] >> 4
  const rateIndex = (bytes[at + 2] >> 2) & 3
  if (version === 1 || layerBits === 0 || bitrateIndex === 0 || bitrateIndex === 15 || rateIndex === 3) return null
  if ((bytes[at + 3] & 3) === 2) return null
  const layer = (4 - layerBits) as 1 | 2 | 3
  const isV1 = version === 3
  const bitrateKbps = (isV1 ? V1_KBPS : V2_KBPS)[layer][bitrateIndex]
  const sampleRateHz = V1_RATES_HZ[rateIndex] / (isV1 ? 1 : version === 2 ? 2 : 4)
  const padding = (bytes[at + 2] >> 1) & 1
  const samples = layer === 1 ? 384 : layer === 3 && !isV1 ? 576 : 1152
  const lengthBytes =
    layer === 1
      ? (Math.floor((12_000 * bitrateKbps) / sampleRateHz) + padding) * 4
      : Math.floor(((samples / 8) * 1000 * bitrateKbps) / sampleRateHz) + padding
  return { layer, sampleRateHz, channels: bytes[at + 3] >> 6 === 3 ? 1 : 2, bitrateKbps, lengthBytes }
}

/** The first place where two frames of the same rate and layer follow each other, or null. */
export function findMpegFrame(bytes: Uint8Array): { at: number; frame: MpegFrame } | null {
  for (let at = 0; at + 4 <= bytes.length; at++) {
    if (bytes[at] !== 0xff) continue
    const frame = mpegFrame(bytes, at)
    if (!frame) continue
    const next = mpegFrame(bytes, at + frame.lengthBytes)
    if (next && next.layer === frame.layer && next.sampleRateHz === frame.sampleRateHz) return { at, frame }
  }
  return null
}
