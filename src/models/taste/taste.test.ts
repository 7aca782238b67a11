import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { SoundColumns } from '#analysis'
import { DAY_MS, seededRandom } from '#kernel'
import { ATTRIBUTE_NAMES, type TrackColumns } from '#library'
import { BRIDGE_PAIRS_MIN } from './bridge.ts'
import { findCentres } from './centres.ts'
import { GENRE_FAMILIES, genreFamilies, genreKey } from './genres.ts'
import { learnTaste } from './learn.ts'
import { closenessAt, slotCloseness } from './point-space.ts'
import { fitRidge, predictLinear } from './ridge.ts'
import { openSpaces } from './spaces.ts'
import { type Dealings, distaste, weigh } from './weigh.ts'

const NOW_MS = Date.UTC(2026, 10, 21)
const KINDS = 4

interface Plan {
  readonly count: number
  /** How many of the tracks, from the end, have a vector. */
  readonly heard?: number
  /** Which rows have attributes; all by default. */
  readonly tabled?: (row: number) => boolean
  readonly hole?: number
}

/** Tracks of four kinds in turn, apart in attributes and in sound. */
function music({ count, heard = 0, tabled = () => true, hole }: Plan): { tracks: TrackColumns; sounds: SoundColumns } {
  const random = seededRandom('taste test')
  const size = 16
  const attributes = new Float32Array(count * ATTRIBUTE_NAMES.length).fill(Number.NaN)
  const vectors = new Float32Array(heard * size)
  const voices = Array.from({ length: KINDS }, () => Array.from({ length: size }, () => random.normal()))
  const centres = Array.from({ length: KINDS }, () => Array.from({ length: 7 }, () => 0.15 + 0.7 * random.next()))
  for (let row = 0; row < count; row++) {
    const kind = row % KINDS
    if (tabled(row)) {
      for (let a = 0; a < 7; a++) attributes[row * 13 + a] = Math.min(1, Math.max(0, centres[kind][a] + 0.04 * random.normal()))
      attributes[row * 13 + 7] = -5 - 4 * kind + 0.5 * random.normal()
      attributes[row * 13 + 8] = 80 + 20 * kind + 3 * random.normal()
      attributes[row * 13 + 9] = random.below(12)
      attributes[row * 13 + 10] = random.below(2)
      attributes[row * 13 + 12] = 200_000
      if (hole !== undefined) attributes[row * 13 + ((row + hole) % 7)] = Number.NaN
    }
    const slot = row - (count - heard)
    if (slot < 0) continue
    const vector = voices[kind].map((value) => value + 0.25 * random.normal())
    const length = Math.hypot(...vector)
    vectors.set(
      vector.map((value) => value / length),
      slot * size,
    )
  }
  const rows = Int32Array.from({ length: count }, (_, row) => row)
  const unknown = (length: number) => new Float32Array(length).fill(Number.NaN)
  return {
    tracks: {
      count, ids: rows.map((row) => 10 + 3 * row), artistIds: rows.map((row) => row % 20), albumIds: rows.map(() => -1), genres: rows.map((row) => row % KINDS),
      genreNames: ['Orchestral', 'Deep House', 'Rock', 'Hip-Hop'], durationMs: new Int32Array(count), years: unknown(count), popularity: unknown(count), attributes, flags: new Uint8Array(count).fill(2),
    },
    sounds: {
      count: heard, trackIds: Int32Array.from({ length: heard }, (_, slot) => 10 + 3 * (count - heard + slot)), vectors, size, tempoBpm: unknown(heard),
      key: unknown(heard), mode: unknown(heard), loudnessLufs: unknown(heard), energy: unknown(heard), valence: unknown(heard),
    },
  } // biome-ignore format: columns
}

function dealings(
  rows: readonly number[],
  of: Partial<Record<'plays' | 'completions' | 'skips' | 'daysAgo' | 'skippedDaysAgo' | 'loved' | 'banned', number>>[],
): Dealings {
  const column = (read: (i: number) => number) => Float64Array.from(rows, (_, i) => read(i))
  return {
    count: rows.length,
    rows: Int32Array.from(rows),
    plays: column((i) => of[i].plays ?? of[i].completions ?? 0),
    completions: column((i) => of[i].completions ?? 0),
    skips: column((i) => of[i].skips ?? 0),
    lastPlayedMs: column((i) => NOW_MS - (of[i].daysAgo ?? 10) * DAY_MS),
    lastSkippedMs: column((i) => ((of[i].skips ?? 0) > 0 ? NOW_MS - (of[i].skippedDaysAgo ?? 10) * DAY_MS : 0)),
    passedOverMs: column(() => 0),
    loved: Uint8Array.from(rows, (_, i) => of[i].loved ?? 0),
    banned: Uint8Array.from(rows, (_, i) => of[i].banned ?? 0),
  }
}

describe('the weight of a track', () => {
  const of = (...each: Parameters<typeof dealings>[1]) => [...weigh(dealings([...each.keys()], each), NOW_MS)]

  it('is positive where it was finished, negative where skipped, none where nothing is known', () => {
    const [finished, skipped, nothing] = of({ completions: 3 }, { skips: 2 }, {})
    assert.ok(finished > 0.3)
    assert.ok(skipped < -0.2)
    assert.equal(nothing, 0)
  })

  it('grows with listens, slower and slower, and fades with time, never to nothing', () => {
    const [one, four, sixteen, old, ancient] = of(
      { completions: 1 },
      { completions: 4 },
      { completions: 16 },
      { completions: 4, daysAgo: 400 },
      { completions: 4, daysAgo: 9000 },
    )
    assert.ok(one < four && four < sixteen && sixteen < 4 * four)
    assert.ok(ancient < old && old < four && ancient > 0)
  })

  it('is kinder to what is finished half the time by someone who skips a lot', () => {
    const restless = of({ completions: 5, skips: 5 }, { skips: 20 }, { skips: 20 })[0]
    const patient = of({ completions: 5, skips: 5 }, { completions: 20 }, { completions: 20 })[0]
    assert.ok(restless > patient)
  })

  it('takes love and ban at their word', () => {
    const [loved, plain, banned] = of({ completions: 1, loved: 1 }, { completions: 1 }, { completions: 1, banned: 1 })
    assert.ok(loved > plain + 2 && banned < -1)
  })

  it('is a finite number whatever happened', () => {
    const count = fc.integer({ min: 0, max: 100_000 })
    fc.assert(
      fc.property(
        fc.array(fc.record({ plays: count, completions: count, skips: count, daysAgo: fc.integer({ min: -400, max: 20_000 }) }), {
          maxLength: 20,
        }),
        (each) => {
          const d = dealings([...each.keys()], each)
          for (const weight of weigh(d, NOW_MS)) assert.ok(Number.isFinite(weight) && Math.abs(weight) < 25)
          for (const strength of distaste(d, NOW_MS)) assert.ok(strength >= 0 && strength <= 1)
        },
      ),
    )
  })

  it('keeps distaste for weeks: a skip of today is louder than one of spring, a favourite is hardly touched', () => {
    const each = [
      { skips: 1, skippedDaysAgo: 0 },
      { skips: 1, skippedDaysAgo: 200 },
      { skips: 1, skippedDaysAgo: 0, completions: 30 },
    ]
    const [today, spring, favourite] = distaste(dealings([0, 1, 2], each), NOW_MS)
    assert.ok(today > 0.4 && spring < 0.02 && favourite < 0.1)
  })
})

describe('genres', () => {
  it('meet in families, however they are spelt', () => {
    const families = (name: string) => genreFamilies(name).map((family) => GENRE_FAMILIES[family])
    assert.ok(families('edm').includes('electronic'))
    assert.ok(families('Deep House').includes('electronic'))
    assert.ok(families('Electronica / Downtempo').includes('electronic'))
    assert.ok(families('Orchestral').includes('classical'))
    assert.deepEqual(families('Hip-Hop'), families('hip hop'))
    assert.deepEqual(families('R&B'), families('r & b'))
    assert.deepEqual(families('Zydeco'), [])
  })

  it('have one key for one name', () => {
    assert.equal(genreKey('  HIP-HOP '), genreKey('hip hop'))
    assert.equal(genreKey('Música Latina'), 'musica latina')
    fc.assert(fc.property(fc.string(), (name) => assert.equal(genreKey(genreKey(name)), genreKey(name))))
  })
})

describe('spaces', () => {
  it('find tracks of a kind close and others not', () => {
    const { tracks, sounds } = music({ count: 400, heard: 200 })
    const spaces = openSpaces(tracks, sounds)
    for (const space of [spaces.sound, spaces.attributes]) {
      let same = 0
      let other = 0
      for (let i = 0; i < 50; i++) {
        same += slotCloseness(space, i, i + KINDS) / 50
        other += slotCloseness(space, i, i + 1) / 50
      }
      assert.ok(same > 0.4 && other < 0.15, `${space.name}: ${same} and ${other}`)
    }
  })

  it('say closeness between 0 and 1 that never grows with distance', () => {
    const { closeness } = openSpaces(...(Object.values(music({ count: 100, heard: 60 })) as [TrackColumns, SoundColumns])).sound
    let last = 1
    for (let squared = 0; squared < 6; squared += 0.01) {
      const close = closenessAt(closeness, squared)
      assert.ok(close >= 0 && close <= last)
      last = close
    }
  })

  it('live with holes in the attributes', () => {
    const { tracks, sounds } = music({ count: 200, hole: 2 })
    const { attributes } = openSpaces(tracks, sounds)
    const same = slotCloseness(attributes, 0, KINDS)
    assert.ok(same > slotCloseness(attributes, 0, 1) && same <= 1)
  })

  it('open on nothing, and on one track', () => {
    for (const count of [0, 1]) {
      const { tracks, sounds } = music({ count, heard: count })
      const spaces = openSpaces(tracks, sounds)
      const taste = learnTaste(spaces, dealings(count ? [0] : [], count ? [{ completions: 2 }] : []), NOW_MS)
      assert.equal(taste.closeness.length, count)
      assert.ok(taste.closeness.every((close) => close >= 0 && close <= 1))
    }
  })
})

describe('the bridge', () => {
  const both = (tabled: number) => music({ count: 200, heard: 200, tabled: (row) => row < tabled })

  it('is not built on fewer than thirty tracks with both', () => {
    const few = both(BRIDGE_PAIRS_MIN - 1)
    assert.equal(openSpaces(few.tracks, few.sounds).attributes.bridge, null)
    const enough = both(BRIDGE_PAIRS_MIN)
    assert.notEqual(openSpaces(enough.tracks, enough.sounds).attributes.bridge, null)
  })

  it('lets taste learned in tables reach owned music, and believes it less', () => {
    const { tracks, sounds } = both(120)
    const { attributes } = openSpaces(tracks, sounds)
    const slot = (row: number) => attributes.slotOf[row]
    assert.ok(attributes.trust[slot(150)] > 0.3 && attributes.trust[slot(150)] < attributes.trust[slot(10)])
    let right = 0
    for (let row = 120; row < 200; row++) {
      const near = [0, 1, 2, 3].map((kind) => slotCloseness(attributes, slot(row), slot(40 + kind)))
      if (near.indexOf(Math.max(...near)) === row % KINDS) right++
    }
    assert.ok(right > 70, `${right} of 80 are nearest to their own kind`)
  })

  it('solves what has an exact answer', () => {
    const random = seededRandom(4)
    const x = Float32Array.from({ length: 60 * 5 }, () => random.normal())
    const weights = [2, -1, 0.5, 0, 3]
    const y = Float32Array.from({ length: 60 }, (_, i) => 7 + weights.reduce((sum, w, j) => sum + w * x[i * 5 + j], 0))
    const linear = fitRidge(x, y, 60, 5, 1, 1e-9)
    const out = new Float64Array(1)
    predictLinear(linear, Float32Array.of(1, 1, 1, 1, 1), 0, out)
    assert.ok(Math.abs(out[0] - 11.5) < 1e-3)
  })
})

describe('centres of taste', () => {
  const { tracks, sounds } = music({ count: 400, heard: 400 })
  const spaces = openSpaces(tracks, sounds)

  it('are as many as there are kinds in what is liked, in both spaces', () => {
    for (const kinds of [1, 2, 3]) {
      const rows = Int32Array.from([...tracks.ids.keys()].filter((row) => row % KINDS < kinds).slice(0, 30 * kinds))
      for (const space of [spaces.sound, spaces.attributes]) {
        const centres = findCentres(space, rows, new Float32Array(rows.length).fill(1))!
        const purity = centres.rows.filter((row, i) => {
          const mates = centres.rows.filter((_, k) => centres.centreOf[k] === centres.centreOf[i])
          return mates.filter((mate) => mate % KINDS === row % KINDS).length > 0.9 * mates.length
        }).length
        assert.ok(centres.count >= kinds && centres.count <= kinds + 1, `${space.name}: ${centres.count} centres for ${kinds} kinds`)
        assert.ok(purity > 0.95 * centres.rows.length)
        assert.ok(Math.abs(centres.shares.reduce((a, b) => a + b, 0) - 1) < 1e-5)
      }
    }
  })

  it('come out the same every time', () => {
    const rows = Int32Array.from({ length: 60 }, (_, i) => i)
    const weights = Float32Array.from(rows, (row) => 1 + (row % 7))
    assert.deepEqual(findCentres(spaces.sound, rows, weights), findCentres(spaces.sound, rows, weights))
  })
})

describe('a taste', () => {
  const { tracks, sounds } = music({ count: 400, heard: 100 })
  const spaces = openSpaces(tracks, sounds)
  const mean = (values: Float32Array, kind: number) => {
    const own = values.filter((_, row) => row % KINDS === kind)
    return own.reduce((a, b) => a + b, 0) / own.length
  }

  it('is close to the kinds that were finished, and knows likes and dislikes of artists and genres', () => {
    const liked = Array.from({ length: 20 }, (_, i) => KINDS * i)
    const skipped = Array.from({ length: 20 }, (_, i) => KINDS * i + 1)
    const each = [...liked.map(() => ({ completions: 4 })), ...skipped.map(() => ({ skips: 3 }))]
    const taste = learnTaste(spaces, dealings([...liked, ...skipped], each), NOW_MS)
    assert.ok(mean(taste.closeness, 0) > 0.4 && mean(taste.closeness, 2) < 0.2)
    assert.ok(taste.affinity.genres[0] > 0.3 && taste.affinity.genres[1] < -0.3 && taste.affinity.genres[2] === 0)
    assert.ok(taste.affinity.artists.some((value) => value > 0) && taste.affinity.artists.some((value) => value < 0))
    assert.ok(Math.abs(taste.affinity.genreShares[0] - 1) < 1e-6)
    assert.deepEqual(new Set(taste.liked.rows.map((row) => row % KINDS)), new Set([0]))
    assert.deepEqual(new Set(taste.disliked.rows.map((row) => row % KINDS)), new Set([1]))
    const again = learnTaste(spaces, dealings([...liked, ...skipped], each), NOW_MS, taste)
    assert.deepEqual(again, taste, 'and is the same when an earlier one is at hand')
  })
})
