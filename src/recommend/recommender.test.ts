import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel'
import type { TrackId } from '#library'
import type { ListenerId } from '#listens'
import type { Recommendation, RecommendRequest } from './recommendation.ts'
import { type Heard, habit, listen, openWorld, STYLES, type Style, type World } from './world.fixture.ts'

const ask = async (world: World, listenerId: ListenerId, request: Partial<RecommendRequest> = {}): Promise<Recommendation[]> =>
  (await world.recommender.recommend({ listenerId, countMax: 10, radar: 0.5, from: 'all', ...request })).items
const noteOf = async (world: World, listenerId: ListenerId, request: Partial<RecommendRequest> = {}) =>
  (await world.recommender.recommend({ listenerId, countMax: 10, radar: 0.5, from: 'all', ...request })).note
const ids = (items: readonly Recommendation[]) => items.map((item) => item.trackId)
const stylesOf = (world: World, items: readonly Recommendation[]) => items.map((item) => world.pieceOf.get(item.trackId)!.style)
const countOf = (styles: readonly Style[], style: Style) => styles.filter((each) => each === style).length
const sum = (item: Recommendation) => item.reasons.reduce((total, reason) => total + reason.weight, 0)
const sayings = (items: readonly Recommendation[]) => items.flatMap((item) => item.reasons.map((reason) => reason.text)).join('\n')

describe('three listeners', () => {
  let world: World
  const listeners = new Map<Style, ListenerId>()
  before(async () => {
    world = await openWorld()
    for (const style of ['orchestral', 'electronic', 'rock'] as const) listeners.set(style, await listen(world, style, habit(world, style)))
  })
  after(() => world.stores.close())

  it('each get their own kind of music, owned and not', async () => {
    for (const [style, listener] of listeners) {
      const items = await ask(world, listener)
      assert.equal(items.length, 10)
      assert.ok(countOf(stylesOf(world, items), style) >= 8, `${style}: ${stylesOf(world, items)}`)
      assert.ok(items.filter((item) => item.playable).length >= 3, 'some can be played here')
      assert.ok(items.filter((item) => !item.playable).length >= 3, 'some are new to the library')
    }
  })

  it('are asked for either source alone', async () => {
    const listener = listeners.get('rock')!
    assert.ok((await ask(world, listener, { from: 'library' })).every((item) => item.playable))
    assert.ok((await ask(world, listener, { from: 'catalogue' })).every((item) => !item.playable))
  })

  it('read reasons that name what they finished, how often, and nothing idle', async () => {
    const listener = listeners.get('orchestral')!
    const tally = await world.stores.listens.tally(listener)
    const items = await ask(world, listener)
    for (const item of items) {
      assert.ok(item.reasons.length >= 2, 'more than one reason')
      const near = item.reasons.find((reason) => reason.kind === 'nearby' && reason.text.startsWith('Close to'))
      assert.ok(near, sayings([item]))
      const completions = tally.completions[tally.trackIds.indexOf(near.trackIds[0] as TrackId)]
      const piece = world.pieceOf.get(near.trackIds[0])!
      assert.ok(
        near.text.startsWith(
          `Close to “${piece.title}”, which you played to the end ${completions === 1 ? 'once' : completions === 2 ? 'twice' : `${completions} times`}`,
        ),
        near.text,
      )
    }
    const said = sayings(items)
    assert.match(said, /like (nearly all|most) of what you finish/)
    assert.match(said, /(quiet|calm|instrumental|acoustic)/i)
    assert.doesNotMatch(said, /undefined|NaN|null|1970|because you like/)
  })

  it('are told of no track twice, no piece twice, and no three of one artist', async () => {
    for (const listener of listeners.values()) {
      for (const countMax of [1, 10, 20]) {
        const items = await ask(world, listener, { countMax })
        assert.equal(new Set(ids(items)).size, items.length)
        const artists = new Map<string, number>()
        for (const item of items) artists.set(item.artist, (artists.get(item.artist) ?? 0) + 1)
        assert.ok(Math.max(...artists.values()) <= 2)
        assert.deepEqual(
          items.map((item) => item.rank),
          items.map((_, i) => i + 1),
        )
        assert.ok(
          items.every((item, i) => i === 0 || items[i - 1].score >= item.score),
          'in order of score',
        )
      }
    }
  })

  it('see how known each track is, 0 to 100', async () => {
    for (const listener of listeners.values()) {
      for (const { popularityPercentile } of await ask(world, listener, { countMax: 30 })) {
        assert.ok(popularityPercentile >= 0 && popularityPercentile <= 100)
      }
    }
  })

  it('turn the dial: what is shown grows less known all the way', async () => {
    for (const listener of listeners.values()) {
      const means: number[] = []
      for (const radar of [0, 0.25, 0.5, 0.75, 1]) {
        const items = await ask(world, listener, { radar, countMax: 15, from: 'catalogue' })
        means.push(items.reduce((total, item) => total + item.popularityPercentile, 0) / items.length)
      }
      for (let i = 1; i < means.length; i++) assert.ok(means[i] <= means[i - 1] + 3, `${means}`)
      assert.ok(means[0] - means[4] > 25, `${means}`)
    }
  })

  it('get the same answer to the same question, from a fresh start too', async () => {
    const { Recommender } = await import('./recommender.ts')
    const fresh = new Recommender({ ...world.stores, clock: world.clock })
    for (const listenerId of listeners.values()) {
      const request = { listenerId, countMax: 10, radar: 0.3, from: 'all' as const }
      const first = await world.recommender.recommend(request)
      assert.deepEqual(await world.recommender.recommend(request), first)
      assert.deepEqual(await fresh.recommend(request), first)
    }
  })

  it('find that the weights of the reasons add up to the score, always', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...listeners.values()),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('library', 'catalogue', 'all'),
        async (listenerId, radar, countMax, from) => {
          for (const item of await ask(world, listenerId, { radar, countMax, from: from as RecommendRequest['from'] })) {
            assert.ok(Math.abs(sum(item) - item.score) < 1e-9, `${sum(item)} is not ${item.score}`)
            for (const reason of item.reasons) {
              assert.ok(reason.text.length > 3 && Number.isFinite(reason.weight))
              if (reason.kind === 'held-back') assert.ok(reason.weight < 0)
            }
          }
        },
      ),
      { numRuns: 20 },
    )
  })

  it('are told what is wrong with a wrong question', async () => {
    const listener = listeners.get('rock')!
    await assert.rejects(ask(world, listener, { radar: Number.NaN }), { code: 'RADAR_INVALID' })
    await assert.rejects(ask(world, listener, { countMax: 0 }), { code: 'COUNT_INVALID' })
    await assert.rejects(world.recommender.similar(999_999 as TrackId, 5), { code: 'TRACK_UNKNOWN' })
  })

  it('find neighbours by sound, nearest first, and by attributes where nothing was analysed', async () => {
    for (const owned of [true, false]) {
      const piece = world.pieces.find((each) => each.style === 'jazz' && each.owned === owned)!
      const near = await world.recommender.similar(piece.id, 8)
      assert.equal(near.length, 8)
      assert.ok(near.every((each) => each.trackId !== piece.id && world.pieceOf.get(each.trackId)!.style === 'jazz'))
      assert.ok(
        near.every((each, i) => each.rank === i + 1 && each.similarity <= 1 && (i === 0 || near[i - 1].similarity >= each.similarity)),
      )
    }
  })
})

describe('a taste of several kinds', () => {
  it('is heard in all its corners, not in their middle', async () => {
    const world = await openWorld({ seed: 3 })
    const listener = await listen(world, 'wide', [
      ...habit(world, 'orchestral', { count: 14 }),
      ...habit(world, 'rap', { count: 14 }),
      ...habit(world, 'electronic', { count: 6, times: 3 }),
    ])
    const styles = stylesOf(world, await ask(world, listener, { countMax: 12 }))
    for (const style of ['orchestral', 'rap'] as const) assert.ok(countOf(styles, style) >= 3, `${styles}`)
    assert.ok(countOf(styles, 'electronic') >= 1, `${styles}`)
    assert.equal(countOf(styles, 'jazz') + countOf(styles, 'folk') + countOf(styles, 'rock'), 0, `${styles}`)
    world.stores.close()
  })
})

describe('what just happened', () => {
  let world: World
  let listener: ListenerId
  before(async () => {
    world = await openWorld({ seed: 5 })
    listener = await listen(world, 'me', [...habit(world, 'electronic'), ...habit(world, 'jazz')])
  })
  after(() => world.stores.close())
  const skip = (trackId: number) =>
    world.recommender.heard(listener, {
      trackId,
      atMs: world.clock.nowMs(),
      counted: false,
      completed: false,
      skipped: true,
      msPlayed: 5000,
    })
  const finish = (trackId: number) =>
    world.recommender.heard(listener, {
      trackId,
      atMs: world.clock.nowMs(),
      counted: true,
      completed: true,
      skipped: false,
      msPlayed: 180_000,
    })
  const scoreOf = async (trackId: number) => {
    const item = (await ask(world, listener, { countMax: 200 })).find((each) => each.trackId === trackId)
    return item?.score ?? Number.NEGATIVE_INFINITY
  }

  it('takes a track out that was just skipped, just heard, or passed over', async () => {
    const [first, second, third] = ids(await ask(world, listener))
    skip(first)
    finish(second)
    world.recommender.passOver(listener, third, world.clock.nowMs())
    const next = ids(await ask(world, listener))
    for (const gone of [first, second, third]) assert.ok(!next.includes(gone))
    assert.equal(next.length, 10)
  })

  it('lets a skipped neighbourhood sink, and says so', async () => {
    const before = stylesOf(world, await ask(world, listener))
    const held: string[] = []
    for (let round = 0; round < 5; round++) {
      for (const item of await ask(world, listener)) if (world.pieceOf.get(item.trackId)!.style === 'jazz') skip(item.trackId)
    }
    const items = await ask(world, listener, { countMax: 40 })
    for (const item of items) held.push(...item.reasons.filter((reason) => reason.kind === 'held-back').map((reason) => reason.text))
    const top = stylesOf(world, items.slice(0, 10))
    assert.ok(countOf(before, 'jazz') >= 3, `${before}`)
    assert.ok(countOf(top, 'jazz') < countOf(before, 'jazz') && countOf(top, 'jazz') <= 2, `${top}`)
    assert.ok(
      held.some((text) => /^Held back( a little)?: close to “jazz piece \d+”, which you skipped today$/.test(text)),
      held.join('\n'),
    )
  })

  it('lifts what is close to a loved track, and takes it back', async () => {
    const rock = world.pieces.filter((piece) => piece.style === 'rock')
    const before = await ask(world, listener, { countMax: 60 })
    await world.stores.feedback.set(listener, rock[0].id, 'love', world.clock.nowMs())
    await world.stores.feedback.set(listener, rock[1].id, 'love', world.clock.nowMs())
    const loved = await ask(world, listener, { countMax: 60 })
    assert.ok(countOf(stylesOf(world, loved), 'rock') > countOf(stylesOf(world, before), 'rock'))
    assert.ok(
      loved.some((item) => item.reasons.some((reason) => reason.kind === 'loved' && /which you love/.test(reason.text))),
      sayings(loved),
    )
    await world.stores.feedback.set(listener, rock[0].id, null, world.clock.nowMs())
    await world.stores.feedback.set(listener, rock[1].id, null, world.clock.nowMs())
    assert.deepEqual(await ask(world, listener, { countMax: 60 }), before)
  })

  it('never shows what was banned, and lowers what is near it', async () => {
    const [first] = await ask(world, listener)
    const listed = ids(await ask(world, listener, { countMax: 200 }))
    const near = (await world.recommender.similar(first.trackId as TrackId, 30)).filter((each) => listed.includes(each.trackId))
    const before = await scoreOf(near[0].trackId)
    await world.stores.feedback.set(listener, first.trackId as TrackId, 'ban', world.clock.nowMs())
    assert.ok(!ids(await ask(world, listener, { countMax: 200 })).includes(first.trackId))
    assert.ok((await scoreOf(near[0].trackId)) < before)
  })

  it('gives the same answer by events as by reading everything again', async () => {
    const track = ids(await ask(world, listener))[0]
    const { piece } = { piece: world.pieceOf.get(track)! }
    await listen(world, 'me', [{ piece, daysAgo: 0, how: 'finished' }])
    const { Recommender } = await import('./recommender.ts')
    const one = new Recommender({ ...world.stores, clock: world.clock })
    const two = new Recommender({ ...world.stores, clock: world.clock })
    const request = { listenerId: listener, countMax: 20, radar: 0.5, from: 'all' as const }
    await one.recommend(request)
    const other = world.pieces.find((each) => each.style === 'folk')!
    await listen(world, 'me', [{ piece: other, daysAgo: 0, how: 'skipped' }])
    one.heard(listener, { trackId: other.id, atMs: world.clock.nowMs(), counted: false, completed: false, skipped: true, msPlayed: 8000 })
    assert.deepEqual(await one.recommend(request), await two.recommend(request))
  })
})

describe('time', () => {
  it('brings a skipped track back after weeks, lower', async () => {
    const world = await openWorld({ seed: 8 })
    const listener = await listen(world, 'me', habit(world, 'folk'))
    const [first] = await ask(world, listener)
    world.recommender.heard(listener, {
      trackId: first.trackId,
      atMs: world.clock.nowMs(),
      counted: false,
      completed: false,
      skipped: true,
      msPlayed: 100,
    })
    assert.ok(!ids(await ask(world, listener, { countMax: 100 })).includes(first.trackId))
    world.clock.advance(30 * DAY_MS)
    const back = (await ask(world, listener, { countMax: 200 })).find((item) => item.trackId === first.trackId)
    assert.ok(back && back.score < first.score - 0.05, `${back?.score} after ${first.score}`)
    world.stores.close()
  })

  it('brings back what was loved long ago, more so with the dial at familiar', async () => {
    const world = await openWorld({ seed: 9 })
    const forgotten = world.pieces.filter((piece) => piece.style === 'folk' && piece.owned).slice(0, 3)
    const old: Heard[] = forgotten.flatMap((piece) =>
      Array.from({ length: 9 }, (_, i): Heard => ({ piece, daysAgo: 500 + i, how: 'finished' })),
    )
    const listener = await listen(world, 'me', [...habit(world, 'folk'), ...old])
    const items = await ask(world, listener, { radar: 0, countMax: 20 })
    const found = items.find((item) => forgotten.some((piece) => piece.id === item.trackId))
    assert.ok(found)
    const reason = found.reasons.find((each) => each.kind === 'forgotten')
    assert.match(reason!.text, /^You played it (9|\d\d) times, last in July 2025$/)
    const unheardOf = await ask(world, listener, { radar: 1, countMax: 20 })
    const weightAt = (list: readonly Recommendation[]) =>
      list.find((item) => item.trackId === found.trackId)?.reasons.find((each) => each.kind === 'forgotten')?.weight ?? 0
    assert.ok(weightAt(unheardOf) < reason!.weight)
    world.stores.close()
  })

  it('forgets old listens slowly: last month counts more than three years ago', async () => {
    const world = await openWorld({ seed: 10 })
    const heard = (style: Style, daysAgo: number) => habit(world, style).map((each) => ({ ...each, daysAgo: daysAgo + each.daysAgo }))
    const listener = await listen(world, 'me', [...heard('rap', 1100), ...heard('rock', 0)])
    const styles = stylesOf(world, await ask(world, listener, { radar: 0.5 }))
    assert.ok(countOf(styles, 'rock') > countOf(styles, 'rap'), `${styles}`)
    world.stores.close()
  })
})

describe('a reason', () => {
  it('is a cause: without the track it names, the pick falls', async () => {
    const world = await openWorld({ seed: 12, catalogued: 80 })
    const history = [...habit(world, 'rock', { count: 10 }), ...habit(world, 'jazz', { count: 10 })]
    const me = await listen(world, 'me', history)
    const items = await ask(world, me, { from: 'catalogue' })
    const reachedBy = async (name: string, left: readonly Heard[]) =>
      ask(world, await listen(world, name, left), { from: 'catalogue', countMax: 200 })
    let tried = 0
    for (const item of items.slice(0, 5)) {
      const near = item.reasons.find((reason) => reason.kind === 'nearby' && reason.text.startsWith('Close to'))
      if (!near) continue
      const left = history.filter(({ piece }) => !near.trackIds.includes(piece.id))
      const without = await reachedBy(`without what is named for ${item.trackId}`, left)
      const after = without.find((each) => each.trackId === item.trackId)
      const fall = item.score - (after?.score ?? 0)
      assert.ok(fall > 0.25 * near.weight, `${item.title} fell by ${fall}, the reason weighs ${near.weight}`)
      tried++
    }
    assert.ok(tried >= 3)
    world.stores.close()
  })

  it('of a lonely neighbour is worth nearly all it says', async () => {
    const world = await openWorld({ seed: 13 })
    const lonely = world.pieces.find((piece) => piece.style === 'jazz' && !piece.owned)!
    const history = [
      ...habit(world, 'rock'),
      ...Array.from({ length: 8 }, (_, i): Heard => ({ piece: lonely, daysAgo: 20 + i, how: 'finished' })),
    ]
    const me = await listen(world, 'me', history)
    const near = (await ask(world, me, { countMax: 60 })).find((item) => item.reasons.some((reason) => reason.trackIds[0] === lonely.id))
    assert.ok(near)
    const reason = near.reasons.find((each) => each.trackIds[0] === lonely.id)!
    const other = await listen(
      world,
      'other',
      history.filter(({ piece }) => piece !== lonely),
    )
    const after = (await ask(world, other, { countMax: 200 })).find((item) => item.trackId === near.trackId)
    assert.ok(
      near.score - (after?.score ?? 0) >= 0.9 * reason.weight,
      `${near.score} to ${after?.score}, the reason weighs ${reason.weight}`,
    )
    world.stores.close()
  })

  it('says that it is a bet where little is known', async () => {
    const world = await openWorld({ seed: 14 })
    const me = await listen(world, 'me', [{ piece: world.pieces[0], daysAgo: 3, how: 'finished' }])
    const { items, note } = await world.recommender.recommend({ listenerId: me, countMax: 10, radar: 0.8, from: 'all' })
    assert.ok(
      items.some((item) => item.reasons.some((reason) => reason.kind === 'bet' && reason.text.startsWith('A bet:'))),
      sayings(items),
    )
    assert.match(note!, /only one track of yours/)
    world.stores.close()
  })

  it('says what was held back, how often and when', async () => {
    const world = await openWorld({ seed: 15, artistsAStyle: 3 })
    const artist = 'jazz artist 1'
    const skips = world.pieces
      .filter((piece) => piece.artist === artist)
      .slice(0, 6)
      .map((piece, i): Heard => ({ piece, daysAgo: 40 + i, how: 'skipped' }))
    const me = await listen(world, 'me', [...habit(world, 'jazz').filter(({ piece }) => piece.artist !== artist), ...skips])
    const items = await ask(world, me, { countMax: 80 })
    const said = items
      .filter((item) => item.artist === artist)
      .flatMap((item) => item.reasons.filter((reason) => reason.kind === 'held-back').map((reason) => reason.text))
    assert.ok(
      said.some((text) => /you skipped this artist 6 times, last on 12 October/.test(text)),
      said.join('\n'),
    )
    world.stores.close()
  })
})

describe('hardly anything to go by', () => {
  it('gives someone without history a shelf of every kind, and says why', async () => {
    const world = await openWorld({ seed: 20 })
    const { id } = await world.stores.listeners.ensure('new')
    const { items, note } = await world.recommender.recommend({ listenerId: id, countMax: 12, radar: 0.5, from: 'all' })
    assert.equal(items.length, 12)
    assert.equal(new Set(stylesOf(world, items)).size, STYLES.length)
    assert.equal(new Set(items.map((item) => item.artist)).size, 12)
    assert.match(note!, /no listening history yet/)
    for (const item of items) {
      assert.ok(Math.abs(sum(item) - item.score) < 1e-9)
      assert.ok(item.reasons.some((reason) => reason.kind === 'shelf'))
    }
    const known = (await ask(world, id, { radar: 0, from: 'catalogue' })).reduce((total, item) => total + item.popularityPercentile, 0)
    const unknown = (await ask(world, id, { radar: 1, from: 'catalogue' })).reduce((total, item) => total + item.popularityPercentile, 0)
    assert.ok(known > unknown + 200)
    world.stores.close()
  })

  it('answers with nothing and a note where there is no music at all', async () => {
    const world = await openWorld({ catalogued: 0, owned: 0 })
    const { id } = await world.stores.listeners.ensure('me')
    for (const from of ['all', 'library', 'catalogue'] as const) {
      assert.deepEqual(await ask(world, id, { from }), [])
      assert.match((await noteOf(world, id, { from }))!, /(Scan a folder|Import one)/)
    }
    world.stores.close()
  })

  it('shows the one track there is, until it was heard', async () => {
    const world = await openWorld({ catalogued: 0, owned: 0 })
    const { id } = await world.stores.listeners.ensure('me')
    const [only] = await world.stores.tracks.identify(
      [{ title: 'Only', artistNames: ['One'], catalogued: true, popularity: 50, attributes: { energy: 0.5, tempo: Number.NaN } }],
      'table',
    )
    assert.deepEqual(ids(await ask(world, id)), [only])
    world.recommender.heard(id, {
      trackId: only,
      atMs: world.clock.nowMs(),
      counted: true,
      completed: true,
      skipped: false,
      msPlayed: 1000,
    })
    assert.deepEqual(await ask(world, id), [])
    assert.match((await noteOf(world, id))!, /heard or passed over everything/)
    world.stores.close()
  })

  it('falls back on old acquaintances where everything was heard', async () => {
    const world = await openWorld({ catalogued: 0, owned: 4, seed: 22 })
    const all = world.pieces.flatMap((piece, i) =>
      Array.from({ length: 5 }, (_, n): Heard => ({ piece, daysAgo: 2 + i + n, how: 'finished' })),
    )
    const me = await listen(world, 'me', all)
    const { items, note } = await world.recommender.recommend({ listenerId: me, countMax: 10, radar: 0.5, from: 'all' })
    assert.equal(items.length, 10)
    assert.match(note!, /know nearly everything/)
    assert.match(sayings(items), /Held back: you heard it/)
    world.stores.close()
  })

  it('serves the library from a history of music that is only in tables, and the other way round', async () => {
    const world = await openWorld({ seed: 23, owned: 40 })
    const tables = await listen(world, 'tables', habit(world, 'orchestral', { owned: false, count: 15 }))
    const fromLibrary = stylesOf(world, await ask(world, tables, { from: 'library' }))
    assert.ok(countOf(fromLibrary, 'orchestral') >= 7, `${fromLibrary}`)
    const owner = await listen(world, 'owner', habit(world, 'rap', { owned: true, count: 15 }))
    const fromTables = stylesOf(world, await ask(world, owner, { from: 'catalogue' }))
    assert.ok(countOf(fromTables, 'rap') >= 7, `${fromTables}`)
    world.stores.close()
  })

  it('goes by artist and genre while nothing is analysed, and says so', async () => {
    const world = await openWorld({ catalogued: 0, owned: 30, analysed: false, seed: 24 })
    const me = await listen(world, 'me', habit(world, 'folk', { count: 14 }))
    const { items, note } = await world.recommender.recommend({ listenerId: me, countMax: 8, radar: 0.5, from: 'all' })
    assert.ok(countOf(stylesOf(world, items), 'folk') >= 6, `${stylesOf(world, items)}`)
    assert.match(note!, /not analysed yet/)
    world.stores.close()
  })

  it('notices new music by itself', async () => {
    const world = await openWorld({ catalogued: 3, owned: 0, seed: 25 })
    const me = await listen(world, 'me', habit(world, 'rock', { count: 2 }))
    const before = ids(await ask(world, me, { countMax: 50 }))
    const [added] = await world.stores.tracks.identify(
      [{ title: 'Fresh', artistNames: ['rock artist 1'], genres: ['Rock'], catalogued: true }],
      'table',
    )
    assert.ok(!before.includes(added))
    assert.ok(ids(await ask(world, me, { countMax: 50 })).includes(added))
    world.stores.close()
  })

  it('does not offer what was heard under another id', async () => {
    const world = await openWorld({ catalogued: 10, owned: 0, seed: 26 })
    const piece = world.pieces.find((each) => each.style === 'rock')!
    const me = await listen(world, 'me', habit(world, 'rock', { count: 10, times: 9 }))
    const [copy] = await world.stores.tracks.identify(
      [
        {
          title: `${piece.title} (Remastered 2011)`,
          artistNames: [piece.artist],
          genres: ['Rock'],
          durationMs: 400_000,
          catalogued: true,
          popularity: 50,
        },
      ],
      'table',
    )
    assert.notEqual(copy, piece.id)
    assert.ok(!ids(await ask(world, me, { countMax: 50, radar: 0 })).includes(copy))
    world.stores.close()
  })
})

describe('an hour', () => {
  it('is the grain of time: within it the list stands still', async () => {
    const world = await openWorld({ seed: 27 })
    const me = await listen(world, 'me', habit(world, 'rap'))
    const first = await ask(world, me)
    world.clock.advance(20 * MINUTE_MS)
    assert.deepEqual(await ask(world, me), first)
    world.clock.advance(3 * HOUR_MS)
    assert.equal((await ask(world, me)).length, 10)
    world.stores.close()
  })
})
