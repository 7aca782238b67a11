// M4A: items of the iTunes list (moov.udta.meta.ilst; ISO/IEC 14496-12 for the boxes). Every other item stays as it is; where the boxes before the
// sound grow, the tables of chunk offsets are moved along.

import { ascii, asciiAt, type ByteReader, joined, uint32, uint32Bytes } from './byte-reader.ts'
import { splicesOf } from './splice.ts'
import { cannotTag, isTagField, type OpenTags, type TagField, type TagValues } from './tag-place.ts'

interface Box {
  readonly type: string
  readonly at: number
  readonly headBytes: number
  readonly sizeBytes: number
}

const MEAN = 'com.apple.iTunes'
/** Freeform names as players write them: in small letters. */
const nameOf = (field: TagField) => field.toLowerCase()
const [TYPE_TEXT, TYPE_INTEGER] = [1, 21]

export const openMp4Tags: OpenTags = (file) => {
  const boxes = topBoxes(file)
  const moovBox = boxes.find(({ type }) => type === 'moov')
  if (!moovBox) throw cut()
  const moov = file.read(moovBox.at, moovBox.sizeBytes)
  return {
    kind: 'iTunes items',
    values: valuesOf(moov, moovBox.headBytes),
    edit(changes) {
      const edited = withChild(moov, moovBox.headBytes, 'udta', (udta) =>
        withChild(udta ?? box('udta'), 8, 'meta', (meta) => editMeta(meta ?? emptyMeta(), changes)),
      )
      const grows = edited.length - moov.length
      if (grows !== 0) {
        if (boxes.some(({ type }) => type === 'moof' || type === 'sidx'))
          throw cannotTag('TAG_FRAGMENTS', 'The file is cut into fragments; a longer tag would move them, so it is left alone.')
        shiftOffsets(edited, moovBox.headBytes, moovBox.at, grows)
      }
      return splicesOf([moovBox.at, moov, edited])
    },
  }
}

function topBoxes(file: ByteReader): Box[] {
  const boxes: Box[] = []
  for (let at = 0; at + 8 <= file.sizeBytes; ) {
    const head = file.read(at, 16)
    let [sizeBytes, headBytes] = [uint32(head, 0), 8]
    if (sizeBytes === 1) [sizeBytes, headBytes] = [uint32(head, 8) * 2 ** 32 + uint32(head, 12), 16]
    if (sizeBytes === 0) sizeBytes = file.sizeBytes - at
    if (sizeBytes < headBytes || at + sizeBytes > file.sizeBytes) throw cut()
    boxes.push({ type: asciiAt(head, 4, 4), at, headBytes, sizeBytes })
    at += sizeBytes
  }
  return boxes
}

/** The boxes within a box, by places in `bytes`. */
function children(bytes: Uint8Array, from: number, to = bytes.length): Box[] {
  const boxes: Box[] = []
  // A list may end with four zeros, which are no box.
  for (let at = from; at + 8 <= to; ) {
    const sizeBytes = uint32(bytes, at)
    if (sizeBytes < 8 || at + sizeBytes > to) throw cut()
    boxes.push({ type: asciiAt(bytes, at + 4, 4), at, headBytes: 8, sizeBytes })
    at += sizeBytes
  }
  return boxes
}

const box = (type: string, ...parts: readonly Uint8Array[]) => {
  const content = joined(...parts)
  return joined(uint32Bytes(8 + content.length), ascii(type), content)
}

/** The box with one child edited, made after the others where there is none, and its own size put right. */
function withChild(bytes: Uint8Array, from: number, type: string, edit: (child: Uint8Array | null) => Uint8Array): Uint8Array {
  const boxes = children(bytes, from)
  const found = boxes.find((child) => child.type === type)
  const last = boxes.at(-1)
  const at = found?.at ?? (last ? last.at + last.sizeBytes : from)
  const end = found ? at + found.sizeBytes : at
  const edited = joined(bytes.subarray(0, at), edit(found ? bytes.slice(at, end) : null), bytes.subarray(end))
  return resized(edited)
}

function resized(bytes: Uint8Array): Uint8Array {
  if (uint32(bytes, 0) === 1) throw cannotTag('TAG_TOO_LARGE', 'Its boxes are of the kind for very large files; it is left alone.')
  bytes.set(uint32Bytes(bytes.length), 0)
  return bytes
}

/** Where the boxes in a meta box begin: after its version, which QuickTime leaves out. */
const metaFrom = (meta: Uint8Array) => (asciiAt(meta, 12, 4) === 'hdlr' ? 8 : 12)

const emptyMeta = () => box('meta', uint32Bytes(0), box('hdlr', uint32Bytes(0), uint32Bytes(0), ascii('mdirappl'), new Uint8Array(9)))

/** The meta box with the items changed, growing into a free box beside them where it is large enough. */
function editMeta(meta: Uint8Array, changes: TagValues): Uint8Array {
  const from = metaFrom(meta)
  const edited = withChild(meta, from, 'ilst', (list) => editList(list ?? box('ilst'), changes))
  const grows = edited.length - meta.length
  const free = children(edited, from).find(({ type, sizeBytes }) => type === 'free' && (sizeBytes - grows >= 8 || sizeBytes === grows))
  if (!free || grows === 0) return edited
  const [before, after] = [edited.subarray(0, free.at), edited.subarray(free.at + free.sizeBytes)]
  const left = free.sizeBytes - grows
  return resized(joined(before, left === 0 ? new Uint8Array(0) : box('free', new Uint8Array(left - 8)), after))
}

function editList(list: Uint8Array, changes: TagValues): Uint8Array {
  const written = new Set<TagField>()
  const items = children(list, 8).flatMap(({ at, sizeBytes, type }) => {
    const item = list.subarray(at, at + sizeBytes)
    const field = fieldOf(item, type)
    const value = field === null ? undefined : changes[field]
    if (value === undefined) return [item]
    if (written.has(field!)) return []
    written.add(field!)
    return [itemOf(field!, value)]
  })
  for (const [field, value] of Object.entries(changes) as [TagField, string][]) if (!written.has(field)) items.push(itemOf(field, value))
  return box('ilst', ...items)
}

function itemOf(field: TagField, value: string): Uint8Array {
  const data = (type: number, content: Uint8Array) => box('data', uint32Bytes(type), uint32Bytes(0), content)
  if (field === 'BPM') return box('tmpo', data(TYPE_INTEGER, uint32Bytes(Math.round(Number(value))).subarray(2)))
  const text = (type: string, content: string) => box(type, uint32Bytes(0), ascii(content))
  return box('----', text('mean', MEAN), text('name', nameOf(field)), data(TYPE_TEXT, ascii(value)))
}

function fieldOf(item: Uint8Array, type: string): TagField | null {
  if (type === 'tmpo') return 'BPM'
  if (type !== '----') return null
  const name = children(item, 8).find((child) => child.type === 'name')
  const field = name ? asciiAt(item, name.at + 12, name.sizeBytes - 12).toUpperCase() : ''
  return isTagField(field) ? field : null
}

function valuesOf(moov: Uint8Array, headBytes: number): TagValues {
  const child = (bytes: Uint8Array | null, from: number, type: string) => {
    const found = bytes && children(bytes, from).find((one) => one.type === type)
    return found ? bytes.slice(found.at, found.at + found.sizeBytes) : null
  }
  const meta = child(child(moov, headBytes, 'udta'), 8, 'meta')
  const list = meta && child(meta, metaFrom(meta), 'ilst')
  const values: TagValues = {}
  for (const { at, sizeBytes, type } of list ? children(list, 8) : []) {
    const item = list!.slice(at, at + sizeBytes)
    const field = fieldOf(item, type)
    const data = field && child(item, 8, 'data')
    if (!field || !data || values[field] !== undefined) continue
    const content = data.subarray(16)
    const isNumber = type === 'tmpo'
    values[field] = isNumber ? String(content.reduce((sum, byte) => sum * 256 + byte, 0)) : new TextDecoder().decode(content)
  }
  return values
}

const CONTAINERS: ReadonlySet<string> = new Set(['trak', 'mdia', 'minf', 'stbl'])

/** Moves every chunk that lies behind `behind` by so many bytes, in place. */
function shiftOffsets(bytes: Uint8Array, from: number, behind: number, by: number, to = bytes.length): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  for (const { type, at, sizeBytes } of children(bytes, from, to)) {
    if (CONTAINERS.has(type)) shiftOffsets(bytes, at + 8, behind, by, at + sizeBytes)
    if (type !== 'stco' && type !== 'co64') continue
    const width = type === 'stco' ? 4 : 8
    const count = uint32(bytes, at + 12)
    if (16 + count * width > sizeBytes) throw cut()
    for (let i = 0, place = at + 16; i < count; i++, place += width) {
      if (width === 8) {
        const offset = view.getBigUint64(place)
        if (offset > BigInt(behind)) view.setBigUint64(place, offset + BigInt(by))
        continue
      }
      const offset = view.getUint32(place)
      if (offset <= behind) continue
      if (offset + by > 0xffff_ffff) throw cannotTag('TAG_TOO_LARGE', 'The file is as large as its tables allow; it is left alone.')
      view.setUint32(place, offset + by)
    }
  }
}

const cut = () => cannotTag('TAG_CUT', 'Its boxes do not fit into the file; it is left alone.')
