// A small writer of zips, for tests that need one (also a damaged one). Format: PKWARE APPNOTE 6.3.

import { closeSync, openSync, writeSync } from 'node:fs'
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipMember {
  readonly name: string
  readonly bytes: Buffer
  /** Stored as it is, without packing. */
  readonly stored?: boolean
  /** What the headers say in place of the truth, for tests of liars. */
  readonly lie?: { readonly uncompressedSize?: number; readonly crc32?: number; readonly flags?: number; readonly method?: number }
}

const UTF8_NAMES = 0x800
const DOS_DATE_1980 = 0x21

/** The bytes of a zip with these members, in order. */
export function zipBytes(members: readonly ZipMember[]): Buffer {
  const parts: Buffer[] = []
  packZip(members, (bytes) => parts.push(bytes))
  return Buffer.concat(parts)
}

/** Writes a zip whose members are made one after the other, so that it may be larger than the memory. */
export function writeLargeZip(path: string, members: Iterable<ZipMember>): void {
  const file = openSync(path, 'w')
  try {
    packZip(members, (bytes) => writeSync(file, bytes))
  } finally {
    closeSync(file)
  }
}

function packZip(members: Iterable<ZipMember>, write: (bytes: Buffer) => void): void {
  const directory: Buffer[] = []
  let offset = 0
  let count = 0
  for (const { name, bytes, stored, lie } of members) {
    count++
    const packed = stored ? bytes : deflateRawSync(bytes, { level: 4 })
    const nameBytes = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(lie?.flags ?? UTF8_NAMES, 2)
    common.writeUInt16LE(lie?.method ?? (stored ? 0 : 8), 4)
    common.writeUInt16LE(DOS_DATE_1980, 8)
    common.writeUInt32LE(lie?.crc32 ?? crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(lie?.uncompressedSize ?? bytes.length, 18)
    common.writeUInt16LE(nameBytes.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, nameBytes, packed])
    const where = Buffer.alloc(14)
    where.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, where, nameBytes]))
    write(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(count, 4)
  end.writeUInt16LE(count, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  write(Buffer.concat([central, Buffer.from('PK\u0005\u0006'), end]))
}
