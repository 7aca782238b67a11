// How long an Ogg file is: its last page says how many samples there were. Reading two ends of the file is enough (RFC 3533, RFC 7845).

import { Buffer } from 'node:buffer'
import { open } from 'node:fs/promises'

/** A page is at most 65,307 bytes long, so the last one begins within this. */
const TAIL_BYTES = 65_536 + 4096
const HEAD_BYTES = 512
const OPUS_RATE_HZ = 48_000

/** Milliseconds, or null where the last page does not say. `sampleRateHz` is of the stream (Opus always counts at 48 kHz). */
export async function oggDurationMs(path: string, sampleRateHz: number): Promise<number | null> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const head = await readAt(file, 0, Math.min(HEAD_BYTES, size))
    const tail = await readAt(file, Math.max(0, size - TAIL_BYTES), Math.min(TAIL_BYTES, size))
    const opusHead = head.indexOf('OpusHead')
    const isOpus = opusHead >= 0 && opusHead + 12 <= head.length
    const samples = lastGranule(tail, head.length >= 18 ? head.readUInt32LE(14) : 0)
    const rate = isOpus ? OPUS_RATE_HZ : sampleRateHz
    if (samples === null || rate <= 0) return null
    const heard = samples - (isOpus ? head.readUInt16LE(opusHead + 10) : 0)
    return heard > 0 ? Math.round((heard / rate) * 1000) : null
  } finally {
    await file.close()
  }
}

type Handle = Awaited<ReturnType<typeof open>>

async function readAt(file: Handle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, position)
  return bytes.subarray(0, bytesRead)
}

/** The sample count of the last page of the stream `serial` that ends a packet. */
function lastGranule(tail: Buffer, serial: number): number | null {
  for (let at = tail.lastIndexOf('OggS'); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf('OggS', at - 1)) {
    if (at + 18 > tail.length || tail[at + 4] !== 0 || tail.readUInt32LE(at + 14) !== serial) continue
    const granule = tail.readBigInt64LE(at + 6)
    if (granule > 0n) return Number(granule)
  }
  return null
}
