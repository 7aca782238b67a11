// How often identity is right on names chosen to be hard: of pairs it joins, how many are one recording (precision); of pairs that are, how many it
// joins (recall), and how many of the rest wait in the review list. The figures are printed: docs/science/identity.md.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fixedClock } from '#kernel'
import { matchKey, type TrackId } from '#library'
import { type ToldWording, toldWordings } from '../../../test/identity-truth.ts'
import { Database } from './database.ts'
import { sqliteLibrary } from './library.ts'

interface Score {
  right: number
  wrong: number
  missed: number
  offered: number
}

/** Tells wordings to an empty library, in order: the track of each, and the pairs that wait. */
async function tell(told: readonly ToldWording[]): Promise<{ trackOf: readonly number[]; waiting: ReadonlySet<string> }> {
  const database = new Database(':memory:')
  const { tracks, identity } = sqliteLibrary(database, fixedClock(0))
  for (const [index, { sighting, uri }] of told.entries()) {
    const [trackId] = await tracks.identify([sighting], 'history')
    const artist = sighting.artistNames.join(', ')
    const album = sighting.albumTitle ?? ''
    database.run(
      "INSERT INTO heard (id, key, kind, title, artist_name, album_title, source_uri, match_key, track_id, duration_ms) VALUES (?, ?, 'music', ?, ?, ?, ?, ?, ?, ?)",
      index + 1,
      index,
      sighting.title,
      artist,
      album,
      uri,
      matchKey(artist, sighting.title),
      trackId,
      sighting.durationMs ?? null,
    )
  }
  await identity.settle()
  const trackOf = database.all<{ track_id: number }>('SELECT track_id FROM heard ORDER BY id').map((row) => row.track_id)
  const { items } = await identity.review({ countMax: 5000 })
  return { trackOf, waiting: new Set(items.map(({ trackIds: [a, b] }) => `${a} ${b}`)) }
}

async function score(seed: string, more: number): Promise<Map<string, Score>> {
  const told = toldWordings(seed, more)
  const { trackOf, waiting } = await tell(told)
  const waits = (a: number, b: number) => waiting.has(`${Math.min(a, b) as TrackId} ${Math.max(a, b)}`)
  const scores = new Map<string, Score>()
  for (let i = 0; i < told.length; i++) {
    for (let j = i + 1; j < told.length; j++) {
      const [joined, one] = [trackOf[i] === trackOf[j], told[i].recording === told[j].recording]
      if (!joined && !one) continue
      if (process.env['IDENTITY_SHOW'] && joined !== one)
        console.log(
          joined ? 'WRONG ' : waits(trackOf[i], trackOf[j]) ? 'waits ' : 'missed',
          JSON.stringify([told[i].sighting, told[j].sighting]),
        )
      const of = scores.get(told[i].about) ?? { right: 0, wrong: 0, missed: 0, offered: 0 }
      scores.set(told[i].about, of)
      if (joined && one) of.right++
      else if (joined) of.wrong++
      else {
        of.missed++
        if (waits(trackOf[i], trackOf[j])) of.offered++
      }
    }
  }
  return scores
}

it('joins what is one recording and little else', async (t) => {
  const sum: Score = { right: 0, wrong: 0, missed: 0, offered: 0 }
  for (const [about, of] of await score('one', 1)) {
    for (const field of ['right', 'wrong', 'missed', 'offered'] as const) sum[field] += of[field]
    t.diagnostic(`${about}: ${of.right} right, ${of.wrong} wrong, ${of.missed} missed (${of.offered} of them wait for a person)`)
  }
  const precision = sum.right / (sum.right + sum.wrong)
  const recall = sum.right / (sum.right + sum.missed)
  t.diagnostic(
    `precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}, of the missed ${(sum.offered / sum.missed).toFixed(2)} wait for a person`,
  )
  assert.ok(precision >= 0.96, `precision ${precision}`)
  assert.ok(recall >= 0.93, `recall ${recall}`)
})

it('joins the same whatever the order', async () => {
  const told = toldWordings('one', 0)
  const partition = async (order: readonly ToldWording[]) => {
    const { trackOf } = await tell(order)
    const tracks = Map.groupBy(order, (_, index) => trackOf[index])
    return [...tracks.values()]
      .map((members) =>
        members
          .map((wording) => told.indexOf(wording))
          .sort((a, b) => a - b)
          .join(' '),
      )
      .sort()
  }
  assert.deepEqual(await partition(told.toReversed()), await partition(told))
})
