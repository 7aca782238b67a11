// Zips, read member by member as streams. A zip is a stranger's file: its sizes, ratios, checksums and names are checked, and its names never become paths.

import { crc32, createInflateRaw } from 'node:zlib'
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl'
import { messageOf } from '#kernel'
import { headOf, type Inputs, isHousekeeping } from './input.ts'
import { recognise } from './recognise.ts'

/** Members at most. */
const MEMBERS_MAX = 5000
/** Unpacked size of one member, and of all, at most: 4 and 16 GiB. A ten-year history is under 0.2. */
const MEMBER_BYTES_MAX = 4 * 2 ** 30
const TOTAL_BYTES_MAX = 16 * 2 ** 30
/** Histories pack 10 to 60 times; from 64 MiB on, a member packed more tightly than this is a bomb. */
const RATIO_MAX = 400
const RATIO_FROM_BYTES = 64 * 2 ** 20
/** A zip in a zip is unpacked in memory, up to this size, and only one within another. */
const INNER_ZIP_BYTES_MAX = 64 * 2 ** 20
const CHUNK_BYTES = 256 * 1024

type Zip = { readonly path: string } | { readonly bytes: Buffer }

/** The members of a zip that may be imported. Throws nothing: what is wrong with it is said in `unreadable`. */
export async function zipInputs(zip: Zip, label: string, inner = false): Promise<Inputs> {
  const found: Inputs = { inputs: [], unreadable: [] }
  let entries: Entry[]
  try {
    entries = await entriesOf(zip)
  } catch (error) {
    return {
      inputs: [],
      unreadable: [{ path: label, message: `The zip is damaged or incomplete (${messageOf(error)}). Download it again.` }],
    }
  }
  if (entries.length > MEMBERS_MAX)
    return {
      inputs: [],
      unreadable: [{ path: label, message: `The zip holds more than ${MEMBERS_MAX} files, the limit. Unpack it and import its folder.` }],
    }
  let totalBytes = 0
  for (const entry of entries) {
    const name = cleanName(entry.fileName)
    if (name.endsWith('/') || isHousekeeping(name)) continue
    const path = `${label}/${name}`
    totalBytes += entry.uncompressedSize
    const refused = whyRefused(entry) ?? (totalBytes > TOTAL_BYTES_MAX ? TOO_LARGE : null)
    if (refused !== null) {
      found.unreadable.push({ path, message: refused })
      continue
    }
    try {
      await addMember(found, zip, entry, path, inner)
    } catch (error) {
      found.unreadable.push({ path, message: `It cannot be read from the zip: ${messageOf(error)}.` })
    }
  }
  return found
}

const TOO_LARGE = `Unpacked, the zip is larger than ${TOTAL_BYTES_MAX / 2 ** 30} GiB, the limit.`

async function addMember(found: Inputs, zip: Zip, entry: Entry, path: string, inner: boolean): Promise<void> {
  const read = () => memberBytes(zip, entry)
  const recognised = recognise(await headOf(read()), path)
  if (recognised.as !== 'zip') {
    found.inputs.push({ path, sizeBytes: entry.uncompressedSize, recognised, read })
    return
  }
  if (inner || entry.uncompressedSize > INNER_ZIP_BYTES_MAX) {
    found.unreadable.push({
      path,
      message: 'This zip lies too deep within others, or is too large there. Unpack the outer one and import the folder.',
    })
    return
  }
  const parts: Uint8Array[] = []
  for await (const chunk of read()) parts.push(chunk)
  const members = await zipInputs({ bytes: Buffer.concat(parts) }, path, true)
  found.inputs.push(...members.inputs)
  found.unreadable.push(...members.unreadable)
}

const openZip = (zip: Zip): Promise<ZipFile> => {
  // Names are decoded by yauzl and cleaned by us; they are only shown, so no name is a reason to refuse the whole zip.
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: false, decodeStrings: false } as const
  return 'path' in zip ? openPromise(zip.path, options) : fromBufferPromise(zip.bytes, options)
}

async function entriesOf(zip: Zip): Promise<Entry[]> {
  const file = await openZip(zip)
  try {
    const entries: Entry[] = []
    for await (const entry of file.eachEntry()) {
      entries.push(entry)
      if (entries.length > MEMBERS_MAX) break
    }
    return entries
  } finally {
    file.close()
  }
}

/** A name to show: forward slashes, no control characters, no way up or to the root. Without `decodeStrings` it comes as bytes. */
function cleanName(fileName: string | Buffer): string {
  const text = typeof fileName === 'string' ? fileName : fileName.toString('utf8')
  const parts = text
    .replaceAll('\\', '/')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f]/g, '')
    .split('/')
  return parts.filter((part, index) => part !== '..' && part !== '.' && (part !== '' || index === parts.length - 1)).join('/')
}

function whyRefused(entry: Entry): string | null {
  if (entry.isEncrypted()) return 'It is locked with a password. Unpack the zip and import its folder.'
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    return `It is packed with a method (${entry.compressionMethod}) that is not understood. Unpack the zip and import its folder.`
  if (entry.uncompressedSize > MEMBER_BYTES_MAX) return `Unpacked, it is larger than ${MEMBER_BYTES_MAX / 2 ** 30} GiB, the limit.`
  if (entry.uncompressedSize > RATIO_FROM_BYTES && entry.uncompressedSize > entry.compressedSize * RATIO_MAX)
    return `It is packed more than ${RATIO_MAX} times, as no history is; it was not unpacked.`
  return null
}

/** The unpacked bytes of a member, never more than its entry says; fails at the end where length or checksum do not fit. */
async function* memberBytes(zip: Zip, entry: Entry): AsyncGenerator<Uint8Array> {
  const file = await openZip(zip)
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
