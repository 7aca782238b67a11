// The demo: music, covers, truth, an invented history and a catalogue, all below one folder. What is there already is kept.

import { mkdir, open, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Compute } from '#compute'
import { ALBUMS, PIECES } from './albums.ts'
import { catalogueTable } from './catalogue-table.ts'
import type { CoverInput } from './draw-cover.job.ts'
import { historyPathOf, writeHistory } from './history/write-history.ts'
import type { RenderInput } from './render-piece.job.ts'
import { compose } from './styles/compose.ts'
import { fileOf, truthOf } from './truth.ts'

/** Rises when a piece would sound, look or be tagged otherwise. */
export const DEMO_VERSION = 2

export interface DemoRequest {
  readonly folder: string
  /** The history ends here. */
  readonly nowMs: number
  readonly seed?: number
  readonly onProgress?: (done: number, total: number, title: string) => void
}

export interface Demo {
  readonly musicPath: string
  readonly historyPath: string
  readonly truthPath: string
  /** A table of the demo's own pieces and of invented ones that are not owned. */
  readonly cataloguePath: string
  readonly pieces: number
}

const README = `Deepcut demo
============

Everything in this folder is synthetic. The music was composed and rendered by Deepcut itself, the covers were drawn by it, and the
listening history, its listener, the artists, titles and shows are invented. No recording, name or person is real.

music/         the pieces, FLAC, with tags and covers
history/       a made-up Spotify extended streaming history
catalogue.csv  attributes of the pieces, and of invented tracks that are not owned
truth.json     tempo, beats, key and sections of each piece, exact

You may use all of it for anything (MIT, or CC0 where you prefer). It is safe to delete.
`

/** Whether a file is there and carries the marker near its beginning. */
async function isMarked(path: string, marker: string): Promise<boolean> {
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
      return buffer.subarray(0, bytesRead).includes(marker)
    } finally {
      await file.close()
    }
  } catch {
    return false
  }
}

const filesIn = async (path: string): Promise<number> => (await readdir(path).catch(() => [])).length

/** Pieces in the order in which they are made: first tracks first, so that every style is heard early. */
const inOrder = [...PIECES].sort((a, b) => a.trackNo - b.trackNo)

/** Makes the demo below `folder`: heavy work as jobs, at most as many at once as there are workers. Pieces of the same version and seed are kept. */
export async function composeDemo(deps: { compute: Compute }, request: DemoRequest): Promise<Demo> {
  const seed = request.seed ?? 1
  const marker = `deepcut-demo-${DEMO_VERSION}-${seed};`
  const musicPath = join(request.folder, 'music')
  const truthPath = join(request.folder, 'truth.json')
  const cataloguePath = join(request.folder, 'catalogue.csv')
  await mkdir(musicPath, { recursive: true })
  await writeFile(join(request.folder, 'README.txt'), README)

  const coverOf = new Map(ALBUMS.map((album) => [album.id, join(musicPath, album.artist, album.title, 'cover.png')]))
  const drawn = new Map(
    ALBUMS.map((album): [string, () => Promise<void>] => {
      let drawing: Promise<void> | null = null
      const draw = async () => {
        const path = coverOf.get(album.id)!
        if (await isMarked(path, marker)) return
        await deps.compute.run<CoverInput, void>(new URL('./draw-cover.job.ts', import.meta.url), { albumId: album.id, path, marker })
      }
      return [album.id, () => (drawing ??= draw())]
    }),
  )
  let done = 0
  const make = async (pieceId: string) => {
    const piece = PIECES.find(({ id }) => id === pieceId)!
    const path = join(musicPath, ...fileOf(piece).split('/'))
    const coverPath = coverOf.get(piece.albumId)!
    await drawn.get(piece.albumId)!()
    if (!(await isMarked(path, marker))) {
      const job = new URL('./render-piece.job.ts', import.meta.url)
      await deps.compute.run<RenderInput, void>(job, { pieceId, seed, path, coverPath, marker })
    }
    request.onProgress?.(++done, PIECES.length, piece.title)
  }
  const waiting = inOrder.map(({ id }) => id)
  const worker = async () => {
    for (let id = waiting.shift(); id; id = waiting.shift()) await make(id)
  }
  await Promise.all(Array.from({ length: deps.compute.workersMax }, worker))

  const truths = PIECES.map((piece) => truthOf(piece, compose(piece, seed)))
  const historyPath = historyPathOf(request.folder)
  // A history that is there is kept: made again later it would be another one, and be imported beside the first.
  if (!(await isMarked(truthPath, marker)) || (await filesIn(historyPath)) === 0) {
    const durationsMs = new Map(truths.map((truth) => [truth.title, Math.round(truth.durationS * 1000)]))
    await writeHistory(request.folder, { nowMs: request.nowMs, seed, durationsMs })
  }
  await writeFile(cataloguePath, catalogueTable(truths, seed))
  await writeFile(truthPath, `${JSON.stringify({ marker, version: DEMO_VERSION, seed, synthetic: true, pieces: truths }, null, 1)}\n`)
  return { musicPath, historyPath, truthPath, cataloguePath, pieces: PIECES.length }
}
