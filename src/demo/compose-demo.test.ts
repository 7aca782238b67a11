// The demo as a whole: one piece made for real, and what is kept, made again and written beside the music.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { FLACDecoder } from '@wasm-audio-decoders/flac'
import { parse } from 'csv-parse/sync'
import { parseFile } from 'music-metadata'
import type { Compute } from '#compute'
import { ALBUMS, PIECES } from './albums.ts'
import { composeDemo, DEMO_VERSION } from './compose-demo.ts'
import { encodePng } from './png.ts'
import renderPiece, { tagsOf } from './render-piece.job.ts'
import { compose } from './styles/compose.ts'
import { fileOf, truthOf } from './truth.ts'

const NOW_MS = Date.UTC(2026, 10, 21, 12)
const MARKER = `deepcut-demo-${DEMO_VERSION}-1;`

async function withFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'deepcut-demo-'))
  try {
    await body(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Puts files in the places of all pieces and covers, as if an earlier run had made them. */
function pretendMade(folder: string, marker: string): void {
  const put = (path: string) => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `… ${marker} …`)
  }
  for (const piece of PIECES) put(join(folder, 'music', fileOf(piece)))
  for (const album of ALBUMS) put(join(folder, 'music', album.artist, album.title, 'cover.png'))
}

/** A compute that writes down what it is asked to run, and runs nothing. */
function ledger(): Compute & { readonly asked: string[] } {
  const asked: string[] = []
  const run = async (job: URL) => {
    asked.push(job.pathname.split('/').pop()!)
    return undefined as never
  }
  return { asked, workersMax: 2, run, close: async () => {} }
}

describe('one piece', () => {
  it('is a FLAC file with its tags, its cover and its length', async () => {
    await withFolder(async (folder) => {
      const piece = PIECES.find(({ id }) => id === 'barley-moon')!
      const [path, coverPath] = [join(folder, 'a', 'b', 'piece.flac'), join(folder, 'cover.png')]
      writeFileSync(coverPath, encodePng(new Uint8Array(12), 2, 2, MARKER))
      await renderPiece({ pieceId: piece.id, seed: 1, path, coverPath, marker: MARKER })
      const { common, format } = await parseFile(path)
      assert.equal(common.title, 'Barley Moon')
      assert.deepEqual([common.artists, common.albumartist], [['Wren & Tallow'], 'Wren & Tallow'])
      assert.deepEqual([common.track.no, common.bpm, common.date], [2, 88, '2018-04-13'])
      assert.deepEqual(common.genre, ['Folk', 'Acoustic'])
      assert.match(common.comment![0].text!, /^Synthetic: composed by Deepcut's demo/)
      assert.deepEqual(Buffer.from(common.picture![0].data), readFileSync(coverPath))
      const truth = truthOf(piece, compose(piece, 1))
      assert.ok(Math.abs(format.duration! - truth.durationS) < 0.001)
      const file = readFileSync(path)
      assert.ok(file.length < 5e6)
      assert.ok(file.subarray(0, 4096).includes(MARKER))
      assert.deepEqual(readdirSync(dirname(path)), ['piece.flac'])
      const decoder = new FLACDecoder()
      await decoder.ready
      const { errors, samplesDecoded } = await decoder.decodeFile(file)
      decoder.free()
      assert.deepEqual([errors.length, samplesDecoded], [0, Math.ceil(truth.durationS * 44_100)])
    })
  })
})

describe('tags', () => {
  it('name each artist of a piece by itself', () => {
    const tags = tagsOf(PIECES.find(({ id }) => id === 'library-card')!, MARKER)
    assert.deepEqual(
      tags.filter(([name]) => name === 'ARTIST').map(([, value]) => value),
      ['Dusty Almanac', 'Odile Verrane'],
    )
  })
})

describe('the demo', () => {
  it('keeps pieces of its version and writes truth, history, catalogue and a README', async () => {
    await withFolder(async (folder) => {
      pretendMade(folder, MARKER)
      const compute = ledger()
      const steps: [number, number][] = []
      const demo = await composeDemo({ compute }, { folder, nowMs: NOW_MS, onProgress: (done, total) => steps.push([done, total]) })
      assert.deepEqual(compute.asked, [])
      assert.deepEqual(steps[steps.length - 1], [PIECES.length, PIECES.length])
      assert.match(readFileSync(join(folder, 'README.txt'), 'utf8'), /synthetic.*safe to delete/s)
      const truth = JSON.parse(readFileSync(demo.truthPath, 'utf8')) as { pieces: { file: string }[] }
      assert.deepEqual(
        truth.pieces.map(({ file }) => file),
        PIECES.map(fileOf),
      )

      const rows = parse(readFileSync(demo.cataloguePath), { columns: true }) as Record<string, string>[]
      const owned = new Set(PIECES.map(({ title }) => title))
      const notOwned = rows.filter((row) => !owned.has(row['track_name']))
      assert.equal(rows.length - notOwned.length, PIECES.length)
      assert.ok(notOwned.length >= 60 && notOwned.length <= 100)
      assert.ok(notOwned.every((row) => row['track_album_name'].startsWith('Synthetic')))
      for (const row of rows)
        for (const name of ['danceability', 'energy', 'valence', 'acousticness']) assert.ok(Number(row[name]) > 0 && Number(row[name]) < 1)
    })
  })

  it('leaves the history as it is when it is made again later', async () => {
    await withFolder(async (folder) => {
      pretendMade(folder, MARKER)
      const { historyPath } = await composeDemo({ compute: ledger() }, { folder, nowMs: NOW_MS })
      const read = () => readdirSync(historyPath).map((file) => readFileSync(join(historyPath, file), 'utf8'))
      const before = read()
      await composeDemo({ compute: ledger() }, { folder, nowMs: NOW_MS + 40 * 86_400_000 })
      assert.deepEqual(read(), before)
    })
  })

  it('makes again what is of another version, missing, or cut short', async () => {
    await withFolder(async (folder) => {
      pretendMade(folder, MARKER)
      writeFileSync(join(folder, 'music', fileOf(PIECES[0])), 'deepcut-demo-0-1;')
      rmSync(join(folder, 'music', fileOf(PIECES[5])))
      writeFileSync(join(folder, 'music', `${fileOf(PIECES[9])}.part`), 'fLaC')
      const compute = ledger()
      await composeDemo({ compute }, { folder, nowMs: NOW_MS })
      assert.deepEqual(compute.asked, ['render-piece.job.ts', 'render-piece.job.ts'])
    })
  })
})
