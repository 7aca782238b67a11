// A job: composes, renders and encodes one piece, and writes it beside its place before it takes it.

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { albumOf, PIECES } from './albums.ts'
import { COVER_SIZE } from './covers/canvas.ts'
import { encodeFlac, toInt16 } from './flac.ts'
import { type Piece, seedOf } from './piece.ts'
import { render } from './render.ts'
import { compose } from './styles/compose.ts'

export interface RenderInput {
  readonly pieceId: string
  readonly seed: number
  readonly path: string
  readonly coverPath: string
  /** Kept in the file, so that it is known again. */
  readonly marker: string
}

/** The tags of a piece, in the names of Vorbis comments. */
export function tagsOf(piece: Piece, marker: string): [name: string, value: string][] {
  const album = albumOf(piece)
  return [
    ['TITLE', piece.title],
    ...piece.artists.map((artist): [string, string] => ['ARTIST', artist]),
    ['ALBUM', album.title],
    ['ALBUMARTIST', album.artist],
    ['TRACKNUMBER', String(piece.trackNo)],
    ['TRACKTOTAL', String(album.pieces.length)],
    ['DATE', album.date],
    ...album.genres.map((genre): [string, string] => ['GENRE', genre]),
    ['BPM', String(piece.tempoBpm)],
    ['INITIALKEY', `${piece.tonic}${piece.mode === 'minor' ? 'm' : ''}`],
    ['COMMENT', "Synthetic: composed by Deepcut's demo"],
    ['DEEPCUT_DEMO', marker],
  ]
}

/** Renders one piece to its path. */
export default async function renderPiece({ pieceId, seed, path, coverPath, marker }: RenderInput): Promise<void> {
  const piece = PIECES.find(({ id }) => id === pieceId)
  if (!piece) throw new Error(`No piece ${pieceId}`)
  const sound = render(compose(piece, seed), seedOf(piece, seed))
  const png = await readFile(coverPath)
  const cover = { png, width: COVER_SIZE, height: COVER_SIZE }
  const file = encodeFlac(toInt16(sound.left), toInt16(sound.right), { comments: tagsOf(piece, marker), cover })
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.part`, file)
  await rename(`${path}.part`, path)
}
