// WAV files for tests, of every kind that the reader promises to read.

export interface WavKind {
  readonly sampleRateHz?: number
  readonly bits: number
  readonly float?: boolean
  readonly extensible?: boolean
  readonly rf64?: boolean
  /** What the data chunk claims as its size. */
  readonly dataSize?: number
}

/** The bytes of a WAV file with these samples, one array a channel. */
export function wavBytes(channels: readonly Float32Array[], kind: WavKind): Uint8Array {
  const { sampleRateHz = 44_100, bits, float = false, extensible = false, rf64 = false } = kind
  const frameBytes = (channels.length * bits) / 8
  const dataBytes = channels[0].length * frameBytes
  const fmtBytes = extensible ? 40 : 16
  const ds64Bytes = rf64 ? 8 + 28 : 0
  const out = Buffer.alloc(12 + ds64Bytes + 8 + fmtBytes + 8 + dataBytes)
  let at = out.write(rf64 ? 'RF64' : 'RIFF', 0, 'latin1')
  at = out.writeUInt32LE(rf64 ? 0xffffffff : out.length - 8, at)
  at += out.write('WAVE', at, 'latin1')
  if (rf64) {
    at += out.write('ds64', at, 'latin1')
    at = out.writeUInt32LE(28, at)
    at = out.writeBigUInt64LE(BigInt(out.length - 8), at)
    at = out.writeBigUInt64LE(BigInt(dataBytes), at)
    at += 12
  }
  at += out.write('fmt ', at, 'latin1')
  at = out.writeUInt32LE(fmtBytes, at)
  const code = float ? 3 : 1
  at = out.writeUInt16LE(extensible ? 0xfffe : code, at)
  at = out.writeUInt16LE(channels.length, at)
  at = out.writeUInt32LE(sampleRateHz, at)
  at = out.writeUInt32LE(sampleRateHz * frameBytes, at)
  at = out.writeUInt16LE(frameBytes, at)
  at = out.writeUInt16LE(bits, at)
  if (extensible) {
    out.writeUInt16LE(22, at)
    out.writeUInt16LE(bits, at + 2)
    out.writeUInt16LE(code, at + 8)
    at += 24
  }
  at += out.write('data', at, 'latin1')
  at = out.writeUInt32LE(kind.dataSize ?? (rf64 ? 0xffffffff : dataBytes), at)
  writeSamples(out, at, channels, bits, float)
  return out
}

function writeSamples(out: Buffer, start: number, channels: readonly Float32Array[], bits: number, float: boolean): void {
  let at = start
  for (let i = 0; i < channels[0].length; i++) {
    for (const channel of channels) {
      const x = channel[i]
      if (float && bits === 32) out.writeFloatLE(x, at)
      else if (float) out.writeDoubleLE(x, at)
      else if (bits === 8) out.writeUInt8(Math.round(x * 127) + 128, at)
      else out.writeIntLE(Math.round(x * (2 ** (bits - 1) - 1)), at, bits / 8)
      at += bits / 8
    }
  }
}
