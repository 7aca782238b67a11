// The main job on real input: a folder of real music, a catalogue, three people's histories; out come recommendations that fit each of them.
// Drives the real command line and the real server; prints its figures at the end.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import type { Recommendation } from '#recommend'
import type { PlayedBody, Recommendations, SimilarTracks, Stats, TrackPage } from '../../src/server/contract.ts'
import { accountFiles, extendedFiles, PERSONAL_MARK, writeZip } from '../history.ts'
import { readCatalogue } from './catalogue.ts'
import { deepcut, type Serving, serve } from './deepcut.ts'
import type { ImportDocument, ScanDocument } from './documents.ts'
import { gatherFigures, percent } from './figures.ts'
import { type History, historyOf, LISTENERS, type Listener } from './listeners.ts'
import type { Piece } from './music.ts'
import { photograph } from './photographs.ts'
import { readyMusic } from './ready.ts'

const { library, skip } = await readyMusic()
const folder = mkdtempSync(join(tmpdir(), 'deepcut-real-'))
const home = join(folder, 'home')
const figures = gatherFigures()
const catalogue = library ? await readCatalogue(join(folder, 'tables')) : null
const noCatalogue = catalogue ? undefined : 'no spotify_songs.zip in ../shared/data/tables: catalogue picks are not checked'
if (noCatalogue && library) console.error(`real: ${noCatalogue}`)

const nameOf = (artist: string, title: string) => `${artist} - ${title}`.toLowerCase()
const pieceByName = new Map(library?.pieces.map((piece) => [nameOf(piece.artist, piece.title), piece]))
const pieceOf = (pick: { artist: string; title: string }): Piece | undefined => pieceByName.get(nameOf(pick.artist, pick.title))
const genresByName = new Map<string, Set<string>>()
for (const row of catalogue?.rows ?? []) {
  const name = nameOf(row.track_artist, row.track_name)
  genresByName.set(name, (genresByName.get(name) ?? new Set()).add(row.playlist_genre))
}
const histories = new Map<string, History>(
  library ? LISTENERS.map((listener) => [listener.name, historyOf(listener, library.pieces, catalogue?.rows ?? [], Date.now())]) : [],
)
const zipOf = (listener: Listener) => join(folder, `${listener.name}.zip`)
const share = <Item>(items: readonly Item[], is: (item: Item) => boolean) => items.filter(is).length / items.length

const recommended = async (listener: Listener, from: 'library' | 'catalogue' | 'all', count = 10) =>
  (await deepcut<Recommendation[]>(home, ['recommend', '--user', listener.name, '--from', from, '--count', String(count)])).document

describe('real input', { skip, timeout: 1_500_000 }, () => {
  after(() => {
    figures.print('Real input')
    // For looking at what a failed check saw: DEEPCUT_REAL_KEEP=1 leaves the data there.
    if (process.env['DEEPCUT_REAL_KEEP']) console.log(`real: kept ${home}`)
    else rmSync(folder, { recursive: true, force: true })
  })

  it('has music of several kinds in every format', () => {
    const { pieces } = library!
    const count = (of: (piece: Piece) => string) =>
      Object.entries(Object.groupBy(pieces, of))
        .map(([name, group]) => `${group!.length} ${name}`)
        .join(', ')
    assert.ok(pieces.length >= 80, `${pieces.length} pieces`)
    for (const form of ['original', 'mp3', 'flac', 'opus', 'm4a', 'ogg'])
      assert.ok(
        pieces.some((piece) => piece.form === form),
        form,
      )
    figures.note(
      'music',
      `${pieces.length} files, ${(pieces.reduce((sum, piece) => sum + piece.durationS, 0) / 3600).toFixed(2)} h: ${count((piece) => piece.kind)}`,
    )
    figures.note(
      'formats',
      count((piece) => piece.form),
    )
  })

  it('scans it: every file analysed, none lost', async () => {
    const { document, ran } = await deepcut<ScanDocument>(home, ['scan', library!.folder])
    const audioS = library!.pieces.reduce((sum, piece) => sum + piece.durationS, 0)
    const cores = availableParallelism()
    figures.note(
      'scan with analysis',
      `${document.seconds.toFixed(1)} s, ${(audioS / document.seconds / cores).toFixed(0)} x real time a core (${cores} cores), peak ${(ran.peakBytes / 2 ** 20).toFixed(0)} MB`,
    )
    assert.deepEqual(document.failed, [])
    assert.equal(document.files, library!.pieces.length)
    assert.equal(document.added, library!.pieces.length)
    assert.equal(document.analysed, library!.pieces.length)
  })

  it('scans it again in a moment: all unchanged', async () => {
    const { document } = await deepcut<ScanDocument>(home, ['scan', library!.folder])
    assert.deepEqual(
      [document.unchanged, document.added, document.updated, document.removed, document.analysed, document.failed],
      [library!.pieces.length, 0, 0, 0, 0, []],
    )
    assert.ok(document.seconds < 3, `${document.seconds} s for nothing new`)
    figures.note('scan again', `${document.seconds.toFixed(2)} s`)
  })

  it('imports a catalogue, and the same one again without adding', { skip: noCatalogue }, async () => {
    const [first, second] = [
      await deepcut<ImportDocument>(home, ['import', catalogue!.path]),
      await deepcut<ImportDocument>(home, ['import', catalogue!.path]),
    ]
    const [source] = first.document.sources
    accountsForEveryRow(first.document)
    accountsForEveryRow(second.document)
    assert.equal(source.read, catalogue!.rowCount)
    assert.ok(source.imported > 20_000, `${source.imported} imported`)
    assert.equal(second.document.sources[0].imported, 0)
    figures.note(
      'catalogue',
      `${source.read} rows: ${source.imported} imported, ${source.duplicates} duplicates, ${source.invalid.length} invalid, ${first.document.seconds.toFixed(1)} s`,
    )
  })

  for (const listener of LISTENERS) {
    it(`imports the history of ${listener.name}, who likes ${listener.kind} music, and the same again without adding`, async () => {
      const { rows } = histories.get(listener.name)!
      writeZip(zipOf(listener), extendedFiles(rows, { rowsPerFile: 600 }))
      const first = (await deepcut<ImportDocument>(home, ['import', zipOf(listener), '--user', listener.name])).document
      accountsForEveryRow(first)
      const sum = (pick: (source: ImportDocument['sources'][number]) => number) =>
        first.sources.filter((source) => source.format.startsWith('spotify')).reduce((total, source) => total + pick(source), 0)
      assert.equal(
        sum((source) => source.read),
        rows.length,
      )
      // A row that an export tells twice, letter for letter, may be kept once or twice; nothing else may go.
      const imported = sum((source) => source.imported)
      const distinct = new Set(rows.map((row) => JSON.stringify(row))).size
      assert.ok(
        imported >= distinct && imported <= rows.length,
        `${imported} imported of ${rows.length} rows, ${distinct} of them distinct`,
      )
      const ownRows = rows.filter((row) =>
        pieceByName.has(nameOf(row.master_metadata_album_artist_name ?? '', row.master_metadata_track_name ?? '')),
      )
      // Tracks without tags are known by the names of their files only.
      const tagged = ownRows.filter((row) => row.master_metadata_album_artist_name !== 'ASC')
      const matched = sum((source) => source.matched?.library ?? 0)
      assert.ok(
        matched >= tagged.length - 2 && matched <= ownRows.length,
        `${matched} matched the library, and ${tagged.length} to ${ownRows.length} are about it`,
      )
      figures.note(
        `history of ${listener.name}`,
        `${rows.length} rows: ${sum((source) => source.imported)} imported, ${matched} in the library, ${sum((source) => source.matched?.catalogue ?? 0)} in the catalogue`,
      )

      const again = (await deepcut<ImportDocument>(home, ['import', zipOf(listener), '--user', listener.name])).document
      accountsForEveryRow(again)
      for (const source of again.sources) assert.equal(source.imported, 0, source.path)
    })
  }

  it('counts nothing twice when the account data of the same months comes as well', async () => {
    const listener = LISTENERS[0]
    const count = async () => (await deepcut<Stats>(home, ['stats', '--user', listener.name])).document.countedListens
    const before = await count()
    assert.ok(before > 800, `${before} counted listens`)
    const zip = writeZip(join(folder, 'account.zip'), accountFiles(histories.get(listener.name)!.rows))
    const { document } = await deepcut<ImportDocument>(home, ['import', zip, '--user', listener.name])
    accountsForEveryRow(document)
    const later = await count()
    assert.ok(Math.abs(later - before) <= before * 0.01, `${before} counted listens before the overlapping export, ${later} after it`)
    figures.note('the same months as account data', `${before} counted listens before, ${later} after`)
  })

  it('has dropped what is personal', () => {
    for (const name of readdirSync(home, { recursive: true, encoding: 'utf8' })) {
      if (/\.db(-wal)?$/.test(name)) assert.ok(!readFileSync(join(home, name)).includes(PERSONAL_MARK), `${name} holds a personal field`)
    }
  })

  it('recommends each of them their own kind from the library, and different things', async () => {
    const picksBy = new Map<string, Recommendation[]>()
    for (const listener of LISTENERS) {
      const picks = await recommended(listener, 'library')
      picksBy.set(listener.name, picks)
      assert.equal(picks.length, 10)
      checkPicks(picks)
      assert.ok(picks.every((pick) => pick.playable))
      const own = picks.filter((pick) => pieceOf(pick)?.kind === listener.kind)
      const possible = possibleOwn(listener)
      figures.note(
        `library picks of ${listener.name}`,
        `${own.length} of ${possible} possible are ${listener.kind} (chance: ${(10 * kindShare(listener.kind)).toFixed(1)}): ${picks.map((pick) => `${pick.title} [${pieceOf(pick)?.kind ?? '?'}]`).join(', ')}`,
      )
      assert.ok(
        own.length >= 0.7 * possible,
        `${listener.name}: only ${own.length} of 10 picks are ${listener.kind}, and ${possible} could be`,
      )
      assert.ok(own.length >= 1.5 * 10 * kindShare(listener.kind), `${listener.name}: ${own.length} of 10 is not better than chance`)
      const offered = picks.filter((pick) => onlySkipped(listener).has(nameOf(pick.artist, pick.title)))
      assert.deepEqual(
        offered.map((pick) => `${pick.title}: ${pick.score}`),
        [],
        `${listener.name} is offered what they only ever skipped`,
      )
    }
    for (const [index, one] of LISTENERS.entries()) {
      for (const other of LISTENERS.slice(index + 1)) {
        const ids = new Set(picksBy.get(one.name)!.map((pick) => pick.trackId))
        const both = picksBy.get(other.name)!.filter((pick) => ids.has(pick.trackId)).length
        figures.note(`${one.name} and ${other.name} share`, `${both} of 10 library picks`)
        assert.ok(both <= 4, `${one.name} and ${other.name} get ${both} of 10 the same`)
      }
    }
  })

  it('recommends catalogue music of the right genre', { skip: noCatalogue }, async () => {
    const everywhere = new Map<string, number>()
    for (const genres of genresByName.values())
      for (const genre of genres) everywhere.set(genre, (everywhere.get(genre) ?? 0) + 1 / genresByName.size)
    const idsBy = new Map<string, Set<number>>()
    for (const listener of LISTENERS) {
      const picks = await recommended(listener, 'catalogue', 30)
      checkPicks(picks)
      idsBy.set(listener.name, new Set(picks.map((pick) => pick.trackId)))
      assert.ok(picks.every((pick) => !pick.playable))
      if (listener.genre === null) continue
      const lean = share(picks, (pick) => genresByName.get(nameOf(pick.artist, pick.title))?.has(listener.genre!) === true)
      figures.note(
        `catalogue picks of ${listener.name}`,
        `${percent(lean)} ${listener.genre} (${percent(everywhere.get(listener.genre)!)} of the table): ${picks
          .slice(0, 3)
          .map((pick) => `${pick.artist} - ${pick.title}`)
          .join(', ')} …`,
      )
      assert.ok(lean >= 1.8 * everywhere.get(listener.genre)!, `${listener.name}: ${percent(lean)} ${listener.genre}`)
    }
    const [ottilie, elmar, rocio] = LISTENERS.map((listener) => idsBy.get(listener.name)!)
    for (const [one, other] of [
      [ottilie, elmar],
      [ottilie, rocio],
      [elmar, rocio],
    ] as const)
      assert.ok(one.intersection(other).size <= 3)
  })

  it('mixes both when asked for all, and offers no piece twice', async () => {
    for (const listener of LISTENERS) {
      const picks = await recommended(listener, 'all', 30)
      checkPicks(picks)
      const names = picks.map((pick) => nameOf(pick.artist, pick.title))
      assert.equal(new Set(names).size, names.length)
      if (catalogue)
        assert.ok(
          picks.some((pick) => pick.playable) && picks.some((pick) => !pick.playable),
          `${listener.name}: only one of library and catalogue`,
        )
    }
  })

  it('moves with the radar: under the radar is less known than familiar', { skip: noCatalogue }, async () => {
    const known = async (radar: string) => {
      const { document } = await deepcut<Recommendation[]>(home, [
        'recommend',
        '--user',
        LISTENERS[2].name,
        '--from',
        'catalogue',
        '--count',
        '30',
        '--radar',
        radar,
      ])
      return document.reduce((sum, pick) => sum + pick.popularityPercentile, 0) / document.length
    }
    const [familiar, under] = [await known('0'), await known('1')]
    figures.note('mean popularity percentile', `radar 0: ${familiar.toFixed(0)}, radar 1: ${under.toFixed(0)}`)
    assert.ok(familiar > under + 15, `radar 0: ${familiar}, radar 1: ${under}`)
  })

  describe('served', () => {
    let serving: Serving
    const ask = async <Answer>(path: string, init?: RequestInit): Promise<Answer> => {
      const response = await fetch(`${serving.url}${path}`, init)
      assert.ok(response.ok, `${path}: ${response.status} ${response.ok ? '' : await response.text()}`)
      return (await response.json()) as Answer
    }
    after(async () => {
      await serving?.stop()
    })

    it('starts on those data at once', async () => {
      serving = await serve(home)
      figures.note('server start', `${serving.secondsToAnswer.toFixed(2)} s to the first answer`)
      assert.ok(serving.secondsToAnswer < 5, `${serving.secondsToAnswer} s`)
    })

    it('gives reasons that name what the person really finished', async () => {
      const nameById = new Map<number, string>()
      for (let offset = 0; ; offset += 500) {
        const page = await ask<TrackPage>(`/api/tracks?offset=${offset}&count=500`)
        for (const track of page.items) nameById.set(track.id, nameOf(track.artist, track.title))
        if (page.items.length < 500) break
      }
      for (const listener of LISTENERS) {
        const { rows } = histories.get(listener.name)!
        const finished = new Set(
          rows
            .filter((row) => row.reason_end === 'trackdone')
            .map((row) => nameOf(row.master_metadata_album_artist_name ?? '', row.master_metadata_track_name ?? '')),
        )
        const { items } = await ask<Recommendations>(`/api/recommendations?user=${listener.name}&from=library&count=10`)
        const named = items.flatMap((item) =>
          item.reasons.filter((reason) => reason.kind === 'nearby').flatMap((reason) => reason.trackIds),
        )
        assert.ok(named.length > 0, `${listener.name}: no reason names a track`)
        for (const id of named)
          assert.ok(
            nameById.has(id) === false || finished.has(nameById.get(id)!),
            `${listener.name}: a reason names ${nameById.get(id)}, which was not finished`,
          )
      }
    })

    it('hears what is alike: by sound alone, most neighbours are of the same kind', async () => {
      const { items: tracks } = await ask<TrackPage>('/api/tracks?playable=true&count=500')
      const owned = tracks.filter((track) => pieceOf(track))
      let [same, all] = [0, 0]
      for (const track of owned) {
        const { items } = await ask<SimilarTracks>(`/api/tracks/${track.id}/similar?count=3`)
        for (const { track: near } of items.filter((item) => pieceOf(item.track))) {
          same += pieceOf(near)!.kind === pieceOf(track)!.kind ? 1 : 0
          all++
        }
      }
      const kinds = ['orchestral', 'electronic', 'rock', 'other'] as const
      const chance = kinds.reduce((sum, kind) => sum + kindShare(kind) ** 2, 0)
      figures.note('nearest three by sound', `${percent(same / all)} of the same kind (chance: ${percent(chance)})`)
      assert.ok(all >= 3 * 80, `${all} neighbours`)
      assert.ok(same / all >= 2 * chance, `${same} of ${all} nearest neighbours are of the same kind`)
    })

    it('lets a skipped neighbourhood sink', async () => {
      const listener = LISTENERS[1]
      const picks = async () => {
        const { items } = await ask<Recommendations>(`/api/recommendations?user=${listener.name}&from=library&count=200`)
        return new Map(items.map((item) => [item.trackId, item]))
      }
      const before = await picks()
      const [top] = [...before.keys()]
      const { items: near } = await ask<SimilarTracks>(`/api/tracks/${top}/similar?count=30`)
      const neighbourhood = [top, ...near.map((one) => one.track.id)].filter((id) => before.has(id)).slice(0, 12)
      // Two of three are skipped, three times each; the others are only near to them.
      const skippedIds = neighbourhood.filter((_id, index) => index % 3 !== 2)
      const spared = neighbourhood.filter((_id, index) => index % 3 === 2)
      for (const [round, agoMs] of [3_600_000, 1_800_000, 600_000].entries()) {
        for (const [index, trackId] of skippedIds.entries()) {
          const played: PlayedBody = {
            trackId,
            startedAtMs: Date.now() - agoMs + index * 10_000,
            msPlayed: 4000,
            reasonStart: 'clickrow',
            reasonEnd: 'fwdbtn',
            playId: `real-skip-${round}-${trackId}`,
          }
          const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(played) }
          assert.equal((await ask<{ added: boolean }>(`/api/listens?user=${listener.name}`, post)).added, true)
        }
      }
      const began = performance.now()
      const later = await picks()
      const seconds = (performance.now() - began) / 1000
      const mean = (ids: readonly number[], of: (id: number) => number) => ids.reduce((sum, id) => sum + of(id), 0) / ids.length
      const scoreIn = (list: typeof before) => (id: number) => list.get(id)?.score ?? 0
      const rankIn = (list: typeof before) => (id: number) => list.get(id)?.rank ?? before.size + 1
      // The skipped leave the list for a while, so what is near to them is counted among those that stay.
      const rankAmongOthers = (list: typeof before) => {
        const others = [...list.keys()].filter((id) => !skippedIds.includes(id))
        return (id: number) => (others.includes(id) ? others.indexOf(id) + 1 : before.size + 1)
      }
      const [rankBefore, rankLater] = [mean(spared, rankAmongOthers(before)), mean(spared, rankAmongOthers(later))]
      const [scoreBefore, scoreLater] = [mean(spared, scoreIn(before)), mean(spared, scoreIn(later))]
      figures.note(
        'mean rank of 8 skipped pieces',
        `${mean(skippedIds, rankIn(before)).toFixed(1)} before, ${mean(skippedIds, rankIn(later)).toFixed(1)} after, of ${before.size}`,
      )
      figures.note(
        'mean rank of 4 near them',
        `${rankBefore.toFixed(1)} before, ${rankLater.toFixed(1)} after; score ${scoreBefore.toFixed(3)} and ${scoreLater.toFixed(3)}; new list in ${seconds.toFixed(2)} s`,
      )
      assert.ok(mean(skippedIds, rankIn(later)) > mean(skippedIds, rankIn(before)) + 10, 'what was skipped three times is still offered')
      assert.ok(rankLater > rankBefore, 'what is near to the skipped did not sink')
      assert.ok(scoreLater < scoreBefore - 0.01, 'what is near to the skipped lost no score')
      const blamed = spared.flatMap(
        (id) =>
          later
            .get(id)
            ?.reasons.filter((reason) => reason.weight < 0)
            .flatMap((reason) => reason.trackIds) ?? [],
      )
      assert.ok(
        blamed.some((id) => skippedIds.includes(id)),
        'no reason names a skip that held a pick back',
      )
      assert.ok(seconds < 1, `the next list took ${seconds} s`)
    })

    it('is photographed', async (context) => {
      const photographs = await photograph(serving.url, LISTENERS[0].name)
      if ('missing' in photographs) return context.skip(photographs.missing)
      figures.note('photographs', `${photographs.taken} in test/out`)
      assert.deepEqual(photographs.errors, [])
    })
  })
})

const kindShare = (kind: Piece['kind']) => share(library!.pieces, (piece) => piece.kind === kind)

/** What a listener skipped at least twice and never finished. */
function onlySkipped(listener: Listener): Set<string> {
  const skips = new Map<string, number>()
  for (const row of histories.get(listener.name)!.rows) {
    if (row.master_metadata_track_name === null) continue
    const name = nameOf(row.master_metadata_album_artist_name ?? '', row.master_metadata_track_name)
    skips.set(name, (skips.get(name) ?? 0) + (row.reason_end === 'trackdone' ? Number.NEGATIVE_INFINITY : row.skipped ? 1 : 0))
  }
  return new Set([...skips].filter(([, count]) => count >= 2).map(([name]) => name))
}

/** How many of ten picks can be of a listener's kind: pieces they do not know yet, two of an artist at most. */
function possibleOwn(listener: Listener): number {
  const known = new Set(histories.get(listener.name)!.known)
  const fresh = library!.pieces.filter((piece) => piece.kind === listener.kind && piece.copyOf === null && !known.has(piece))
  const byArtist = Object.values(Object.groupBy(fresh, (piece) => piece.artist))
  return Math.min(
    10,
    byArtist.reduce((sum, pieces) => sum + Math.min(2, pieces!.length), 0),
  )
}

/** read = imported + duplicates + ignored + invalid, for each source. */
function accountsForEveryRow(document: ImportDocument): void {
  assert.ok(document.sources.length > 0)
  for (const { path, read, imported, duplicates, ignored, invalid } of document.sources) {
    const ignoredRows = Object.values(ignored).reduce((sum, count) => sum + count, 0)
    assert.equal(imported + duplicates + ignoredRows + invalid.length, read, path)
  }
}

/** Ranks in order, reasons on every pick, weights that add up to the score, no more than two of an artist in ten. */
function checkPicks(picks: readonly Recommendation[]): void {
  assert.ok(picks.length > 0)
  for (const [index, pick] of picks.entries()) {
    assert.equal(pick.rank, index + 1)
    assert.ok(pick.reasons.length > 0, `${pick.title} has no reason`)
    for (const reason of pick.reasons)
      assert.ok(reason.text.length > 10 && Number.isFinite(reason.weight), `${pick.title}: ${JSON.stringify(reason)}`)
    const sum = pick.reasons.reduce((total, reason) => total + reason.weight, 0)
    assert.ok(Math.abs(sum - pick.score) < 1e-3, `${pick.title}: the reasons add up to ${sum}, and the score is ${pick.score}`)
    assert.ok(pick.popularityPercentile >= 0 && pick.popularityPercentile <= 100)
  }
  for (const [artist, ofArtist] of Object.entries(Object.groupBy(picks, (pick) => pick.artist))) {
    assert.ok(ofArtist!.length <= 2, `${ofArtist!.length} of ${artist} in ${picks.length}`)
  }
}
