// A zip whose list of files is missing, for its end was cut off or it was split into parts: its members are found one after the other, by the
// header before each. What is whole is read whole; the one in which it breaks off is read up to there.

import { Readable } from 'node:stream'
import { constants, crc32, createInflateRaw } from 'node:zlib'
import { type ByteSource, slice } from './byte-source.ts'
import { cleanName, isBomb, MEMBER_BYTES_MAX, PACKED_TOO_TIGHTLY } from './zip-file.ts'

/** A member that was found. */
export interface Salvaged {
  readonly name: string
  readonly sizeBytes: number
  readonly refused: string | null
  read(): AsyncIterable<Uint8Array>
}

export interface Salvage {
  readonly members: readonly Salvaged[]
  /** Where nothing more could be understood, or the list of files began. */
  readonly endByte: number
  /** Whether all members are there, up to the list of files. */
  readonly whole: boolean
}

const [LOCAL, CENTRAL, END, DESCRIPTOR] = [0x04034b50, 0x02014b50, 0x06054b50, 0x08074b50]
const HEADER_BYTES = 30
const CHUNK_BYTES = 256 * 1024

interface Header {
  readonly name: string
  readonly encrypted: boolean
  /** Sizes and checksum stand after the data, not before. */
  readonly described: boolean
  readonly method: number
  readonly crc: number
  readonly packedBytes: number
  readonly unpackedBytes: number
  readonly dataAt: number
}

/** Finds the members of a zip from its beginning, `countMax` of them at most. */
export async function salvageZip(source: ByteSource, countMax: number, fromByte = 0): Promise<Salvage> {
  const members: Salvaged[] = []
  let at = fromByte
  for (;;) {
    const signature = at + 4 <= source.sizeBytes ? (await slice(source, at, at + 4)).readUInt32LE(0) : 0
    if (signature === CENTRAL || signature === END) return { members, endByte: at, whole: true }
    const header = signature === LOCAL && members.length < countMax ? await headerAt(source, at) : null
    if (header === null) return { members, endByte: at, whole: false }
    if (header.name.endsWith('/') && header.unpackedBytes === 0 && !header.described) {
      at = header.dataAt + header.packedBytes
      continue
    }
    const refused = whyNot(header)
    if (refused !== null && header.described) {
      members.push({ name: header.name, sizeBytes: 0, refused, read: () => source.read(0, 0) })
      return { members, endByte: at, whole: false }
    }
    const extent = header.described ? await extentOf(source, header) : { ...header, endByte: header.dataAt + header.packedBytes }
    if (extent === BOMB || (extent !== null && isBomb(extent.unpackedBytes, extent.packedBytes))) {
      members.push({ name: header.name, sizeBytes: 0, refused: PACKED_TOO_TIGHTLY, read: () => source.read(0, 0) })
      if (extent === BOMB) return { members, endByte: at, whole: false }
      at = extent.endByte
      continue
    }
    const cut = extent === null || extent.endByte > source.sizeBytes
    members.push({
      name: header.name,
      sizeBytes: extent?.unpackedBytes ?? 0,
      refused,
      read: () => dataOf(source, header, cut ? null : extent),
    })
    if (cut) return { members, endByte: source.sizeBytes, whole: false }
    at = extent.endByte
  }
}

async function headerAt(source: ByteSource, at: number): Promise<Header | null> {
  const fixed = await slice(source, at, Math.min(source.sizeBytes, at + HEADER_BYTES))
  if (fixed.length < HEADER_BYTES) return null
  const [nameBytes, extraBytes] = [fixed.readUInt16LE(26), fixed.readUInt16LE(28)]
  const dataAt = at + HEADER_BYTES + nameBytes + extraBytes
  if (dataAt > source.sizeBytes) return null
  const rest = await slice(source, at + HEADER_BYTES, dataAt)
  const flags = fixed.readUInt16LE(6)
  const sizes = { packedBytes: fixed.readUInt32LE(18), unpackedBytes: fixed.readUInt32LE(22) }
  return {
    name: cleanName(rest.subarray(0, nameBytes)),
    encrypted: (flags & 1) !== 0,
    described: (flags & 8) !== 0 && sizes.packedBytes === 0,
    method: fixed.readUInt16LE(8),
    crc: fixed.readUInt32LE(14),
    ...(sizes.packedBytes === 0xffffffff || sizes.unpackedBytes === 0xffffffff ? largeSizes(rest.subarray(nameBytes), sizes) : sizes),
    dataAt,
  }
}

/** Sizes beyond 4 GiB, from the extra field of ZIP64. */
function largeSizes(extra: Buffer, sizes: { packedBytes: number; unpackedBytes: number }): { packedBytes: number; unpackedBytes: number } {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1 || at + 20 > extra.length) continue
    return { unpackedBytes: Number(extra.readBigUInt64LE(at + 4)), packedBytes: Number(extra.readBigUInt64LE(at + 12)) }
  }
  return sizes
}

function whyNot({ encrypted, method, described }: Header): string | null {
  if (encrypted) return 'It is locked with a password. Unpack the zip and import its folder.'
  if (method !== 8 && (method !== 0 || described)) return `It is packed in a way (${method}) that cannot be read from a damaged zip.`
  return null
}

interface Extent {
  readonly packedBytes: number
  readonly unpackedBytes: number
  readonly crc: number
  readonly endByte: number
}

const BOMB = Symbol('packed too tightly')

/** Where the data of a member ends whose header does not say: it is unpacked once to find out. Null where the zip ends before. */
async function extentOf(source: ByteSource, header: Header): Promise<Extent | null | typeof BOMB> {
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES })
  let unpackedBytes = 0
  let ended = false
  inflate.on('error', () => {})
  const feed = (async () => {
    for await (const chunk of source.read(header.dataAt, source.sizeBytes)) {
      if (ended || inflate.destroyed) return
      if (!inflate.write(chunk)) await new Promise((resolve) => inflate.once('drain', resolve).once('close', resolve).once('end', resolve))
    }
    inflate.end()
  })().catch(() => inflate.destroy())
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      unpackedBytes += chunk.length
      if (unpackedBytes > MEMBER_BYTES_MAX || isBomb(unpackedBytes, inflate.bytesWritten)) return BOMB
    }
  } catch {
    return null
  } finally {
    ended = true
    inflate.destroy()
    await feed
  }
  const packedBytes = inflate.bytesWritten
  const tail = await slice(source, header.dataAt + packedBytes, Math.min(source.sizeBytes, header.dataAt + packedBytes + 28))
  const signed = tail.length >= 4 && tail.readUInt32LE(0) === DESCRIPTOR ? 4 : 0
  if (tail.length < signed + 12) return null
  // Its sizes have 4 bytes each, or 8: whichever is followed by another header.
  const isHeader = (at: number) => tail.length >= at + 4 && [LOCAL, CENTRAL, END].includes(tail.readUInt32LE(at))
  const bytes = isHeader(signed + 20) && !isHeader(signed + 12) ? 20 : 12
  return { packedBytes, unpackedBytes, crc: tail.readUInt32LE(signed), endByte: header.dataAt + packedBytes + signed + bytes }
}

/** The unpacked bytes; where the zip breaks off (`extent` is null), those before, and then a fault that says where. */
async function* dataOf(source: ByteSource, header: Header, extent: Extent | Header | null): AsyncGenerator<Uint8Array> {
  const endByte = extent === null ? source.sizeBytes : header.dataAt + extent.packedBytes
  const packed = source.read(header.dataAt, endByte)
  let size = 0
  let sum = 0
  for await (const chunk of header.method === 0 ? packed : inflated(packed)) {
    size += chunk.length
    if (size > Math.min(MEMBER_BYTES_MAX, extent?.unpackedBytes ?? MEMBER_BYTES_MAX)) throw new Error('it unpacks to more than it says')
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (extent === null) throw new Error(`the zip breaks off in the middle of it, at byte ${source.sizeBytes} of the zip`)
  if (size !== extent.unpackedBytes) throw new Error('it is shorter than it says')
  if (sum !== extent.crc) throw new Error('its checksum does not fit')
}

/** Unpacks; input that breaks off gives what came before. */
async function* inflated(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const from = Readable.from(packed)
  const inflate = from.pipe(createInflateRaw({ chunkSize: CHUNK_BYTES, finishFlush: constants.Z_SYNC_FLUSH }))
  from.on('error', (error) => inflate.destroy(error))
  try {
    yield* inflate as AsyncIterable<Buffer>
  } finally {
    from.destroy()
  }
}
