// One zip, opened: its list of members and their bytes. A zip is a stranger's file: sizes, ratios and checksums are held to what it says of itself.

import { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { type Entry, fromBufferPromise, fromRandomAccessReaderPromise, openPromise, RandomAccessReader, type ZipFile } from 'yauzl'
import { type ByteSource, slice } from './byte-source.ts'

/** Unpacked size of one member at most: 4 GiB. A ten-year history is under 0.2. */
export const MEMBER_BYTES_MAX = 4 * 2 ** 30
/** Histories pack 10 to 60 times; from 64 MiB on, a member packed more tightly than this is a bomb. */
const RATIO_MAX = 400
const RATIO_FROM_BYTES = 64 * 2 ** 20
const CHUNK_BYTES = 256 * 1024
/** Zips up to this size are opened in memory. */
const IN_MEMORY_BYTES_MAX = 1 << 20

// Names are decoded by us and only shown, so no name is a reason to refuse the whole zip.
const OPTIONS = { lazyEntries: true, autoClose: false, validateEntrySizes: false, decodeStrings: false } as const

async function openZip(source: ByteSource): Promise<ZipFile> {
  if (source.path !== null) return await openPromise(source.path, OPTIONS)
  if (source.sizeBytes <= IN_MEMORY_BYTES_MAX) return await fromBufferPromise(await slice(source, 0, source.sizeBytes), OPTIONS)
  return await fromRandomAccessReaderPromise(new SourceReader(source), source.sizeBytes, OPTIONS)
}

class SourceReader extends RandomAccessReader {
  private readonly source: ByteSource
  constructor(source: ByteSource) {
    super()
    this.source = source
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.source.read(start, end))
  }
}

/** The zip's own list of its members, `countMax` + 1 of them at most. Throws where the list is missing or damaged. */
export async function entriesOf(source: ByteSource, countMax: number): Promise<Entry[]> {
  const file = await openZip(source)
  try {
    const entries: Entry[] = []
    for await (const entry of file.eachEntry()) {
      entries.push(entry)
      if (entries.length > countMax) break
    }
    return entries
  } finally {
    file.close()
  }
}

/** A name to show: forward slashes, no control characters, no way up or to the root. Without `decodeStrings` it comes as bytes. */
export function cleanName(fileName: string | Buffer): string {
  const text = typeof fileName === 'string' ? fileName : fileName.toString('utf8')
  const parts = text
    .replaceAll('\\', '/')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f]/g, '')
    .split('/')
  return parts.filter((part, index) => part !== '..' && part !== '.' && (part !== '' || index === parts.length - 1)).join('/')
}

/** Why a member is not unpacked; null where it may be. */
export function whyRefused(
  entry: Pick<Entry, 'compressionMethod' | 'uncompressedSize' | 'compressedSize'> & { isEncrypted(): boolean },
): string | null {
  if (entry.isEncrypted()) return 'It is locked with a password. Unpack the zip and import its folder.'
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    return `It is packed with a method (${entry.compressionMethod}) that is not understood. Unpack the zip and import its folder.`
  if (entry.uncompressedSize > MEMBER_BYTES_MAX) return `Unpacked, it is larger than ${MEMBER_BYTES_MAX / 2 ** 30} GiB, the limit.`
  return isBomb(entry.uncompressedSize, entry.compressedSize) ? PACKED_TOO_TIGHTLY : null
}

export const PACKED_TOO_TIGHTLY = `It is packed more than ${RATIO_MAX} times, as no history is; it was not unpacked.`
/** Whether a member is packed as no file of an export is. */
export const isBomb = (unpackedBytes: number, packedBytes: number): boolean =>
  unpackedBytes > RATIO_FROM_BYTES && unpackedBytes > packedBytes * RATIO_MAX

/** The unpacked bytes of a member, never more than its entry says; fails at the end where length or checksum do not fit. */
export async function* memberBytes(source: ByteSource, entry: Entry): AsyncGenerator<Uint8Array> {
  const file = await openZip(source)
  try {
    const packed = await file.openReadStreamPromise(entry, { decodeFileData: false } as object)
    const bytes = entry.compressionMethod === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: CHUNK_BYTES }))
    if (bytes !== packed) packed.on('error', (error) => bytes.destroy(error))
    let size = 0
    let sum = 0
    try {
      for await (const chunk of bytes as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size > entry.uncompressedSize) throw new Error('it unpacks to more than it says')
        sum = crc32(chunk, sum)
        yield chunk
      }
    } finally {
      packed.destroy()
    }
    if (size !== entry.uncompressedSize) throw new Error('it is shorter than it says')
    if (sum !== entry.crc32) throw new Error('its checksum does not fit')
  } finally {
    file.close()
  }
}
