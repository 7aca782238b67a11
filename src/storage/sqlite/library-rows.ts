// Rows of the library's tables, and how attributes and search texts are written into them.

import { ATTRIBUTE_NAMES, type Attributes, foldText } from '#library'

/** What a track is known from, best source so far: a higher one overwrites what a lower one said. */
export const ORIGIN = { history: 0, table: 1, file: 2 } as const

export interface TrackRow {
  id: number
  title: string
  artist_credit: string
  artist_id: number
  album_id: number | null
  disc_no: number | null
  track_no: number | null
  year: number | null
  duration_ms: number | null
  match_key: string
  lead_key: string | null
  popularity: number | null
  cover_id: string | null
  flags: number
  origin: number
  added_at_ms: number
}

/** What identification and reading need of a track; attributes are read where they are asked for. */
export const TRACK_COLUMNS =
  't.id, t.title, t.artist_credit, t.artist_id, t.album_id, t.disc_no, t.track_no, t.year, t.duration_ms, t.match_key, t.lead_key, t.popularity, t.cover_id, t.flags, t.origin, t.added_at_ms'

/** Thirteen little-endian float32, NaN where unknown. */
export function packAttributes(attributes: Attributes): Uint8Array {
  const view = new DataView(new ArrayBuffer(ATTRIBUTE_NAMES.length * 4))
  ATTRIBUTE_NAMES.forEach((name, index) => {
    view.setFloat32(index * 4, attributes[name] ?? Number.NaN, true)
  })
  return new Uint8Array(view.buffer)
}

/** Rounded to the seven digits that float32 holds, so that 0.825 is 0.825. */
export function unpackAttributes(packed: Uint8Array): Attributes {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const known = ATTRIBUTE_NAMES.map((name, index) => [name, Number(view.getFloat32(index * 4, true).toPrecision(7))] as const)
  return Object.fromEntries(known.filter(([, value]) => !Number.isNaN(value))) as Attributes
}

/** `packed` with what it did not know taken from `extra`; null where there is nothing new. */
export function fillAttributes(packed: Uint8Array | null, extra: Attributes): Uint8Array | null {
  if (!packed) return packAttributes(extra)
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const news = ATTRIBUTE_NAMES.some((name, index) => extra[name] !== undefined && Number.isNaN(view.getFloat32(index * 4, true)))
  return news ? packAttributes({ ...extra, ...unpackAttributes(packed) }) : null
}

/** A text as the full-text index takes it: folded, apostrophes and dots inside words gone, so that "dont" finds "Don't". */
export const searchText = (text: string): string => foldText(text).replace(/(?<=\p{L})['’.](?=\p{L})/gu, '')
