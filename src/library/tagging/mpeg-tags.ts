// MP3: an ID3v2 tag at the beginning of the file, made where there is none.

import { asciiAt, type ByteReader } from './byte-reader.ts'
import { editId3, id3Values, newId3, readId3, synchsafe } from './id3.ts'
import { splicesOf } from './splice.ts'
import type { OpenTags } from './tag-place.ts'

export const openMpegTags: OpenTags = (file) => {
  const head = file.read(0, 10)
  const bytes = asciiAt(head, 0, 3) === 'ID3' ? file.read(0, 10 + synchsafe(head, 6)) : new Uint8Array(0)
  const tag = bytes.length > 0 ? readId3(bytes) : newId3(oldTexts(file))
  return {
    kind: `ID3v2.${tag.major}`,
    values: id3Values(tag),
    edit: (changes) => splicesOf([0, bytes, editId3(tag, changes)]),
  }
}

const OLD_BYTES = 128
const NO_GENRE = 255

/** What an ID3v1 tag at the end says: players that find the newer tag look there only, so a new one must say it too. */
function oldTexts(file: ByteReader): [id: string, text: string][] {
  const old = file.read(Math.max(0, file.sizeBytes - OLD_BYTES), OLD_BYTES)
  if (asciiAt(old, 0, 3) !== 'TAG') return []
  const text = (at: number, count: number) => asciiAt(old, at, count).replace(/\0.*$/s, '').trim()
  const hasTrack = old[125] === 0 && old[126] !== 0
  const texts: [string, string][] = [
    ['TIT2', text(3, 30)],
    ['TPE1', text(33, 30)],
    ['TALB', text(63, 30)],
    ['TYER', text(93, 4)],
    ['COMM', text(97, hasTrack ? 28 : 30)],
    ['TRCK', hasTrack ? String(old[126]) : ''],
    ['TCON', old[127] === NO_GENRE ? '' : `(${old[127]})`],
  ]
  return texts.filter(([, words]) => words !== '')
}
