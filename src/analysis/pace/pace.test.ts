// How work is ordered, and how long it is said to take.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fixedClock, seededRandom } from '#kernel'
import type { TrackId } from '#library'
import { CURRENT, STAGES } from '../stages.ts'
import { defaultBudget, withinReach } from './budget.ts'
import { DueRows, type Standing } from './due.ts'
import { Pace } from './pace.ts'
import { Queue } from './queue.ts'
import type { Task, Tier } from './task.ts'

const VERSIONS = Object.fromEntries(CURRENT.whole.split(' ').map((pair) => pair.split(':')))
const NEW: Standing = { extent: null, versions: {} }
const EXCERPT: Standing = { extent: 'excerpt', versions: VERSIONS }

interface File {
  readonly seconds: number
  readonly codec?: string
  readonly standing?: Standing
}

function dueOf(files: readonly File[]) {
  const rows = new DueRows()
  files.forEach(({ seconds, codec = 'mp3', standing = NEW }, i) => {
    rows.add({ fileId: i + 1, trackId: i + 1, seconds, sizeBytes: 4_000_000, codec }, JSON.stringify(standing), () => standing)
  })
  return rows.columns()
}

function all(queue: Queue): Task[] {
  const tasks: Task[] = []
  for (let task = queue.take(); task; task = queue.take()) tasks.push(task)
  return tasks
}
const shapeOf = ({ tier, fileId, extent, why }: Task) => [tier, Number(fileId), extent, why]

describe('the queue', () => {
  it('hears excerpts of the new first, then whole files; short ones whole at once, and once', () => {
    const due = dueOf([{ seconds: 200 }, { seconds: 20 }, { seconds: NaN }, { seconds: 200, standing: EXCERPT }])
    assert.deepEqual(all(new Queue(due, { quick: true, full: true })).map(shapeOf), [
      ['quick', 2, 'whole', 'new'],
      ['quick', 1, 'excerpt', 'new'],
      ['full', 4, 'whole', 'excerpt'],
      ['full', 3, 'whole', 'excerpt'],
      ['full', 1, 'whole', 'excerpt'],
    ])
    assert.deepEqual(
      all(new Queue(due, { quick: false, full: true })).map(({ fileId }) => Number(fileId)),
      [4, 3, 2, 1],
    )
    assert.equal(all(new Queue(due, { quick: true, full: false })).length, 2)
  })

  it('puts what is listened to first in each tier, then what was added last', () => {
    const due = dueOf(Array.from({ length: 4 }, () => ({ seconds: 200 })))
    const priorities = new Map([
      [2 as TrackId, 5],
      [1 as TrackId, 9],
    ])
    const tasks = all(new Queue(due, { quick: true, full: true, priorities, inHand: new Set([4]) }))
    assert.deepEqual(
      tasks.map(({ tier, fileId, played }) => [tier, Number(fileId), played]),
      [
        ['quick', 1, true],
        ['quick', 2, true],
        ['quick', 3, false],
        ['full', 1, true],
        ['full', 2, true],
        ['full', 3, false],
      ],
    )
  })

  it('does what was raised, with what reads it, and hears nothing for what needs no sound', () => {
    const raised = (name: string): Standing => ({ extent: 'whole', versions: { ...VERSIONS, [name]: '0' } })
    const due = dueOf([
      { seconds: 200, standing: raised('attributes') },
      { seconds: 200, standing: raised('loudness') },
      { seconds: 200, standing: { ...EXCERPT, versions: { ...VERSIONS, attributes: '0' } } },
    ])
    const tasks = all(new Queue(due, { quick: true, full: true }))
    assert.deepEqual(tasks.map(shapeOf), [
      ['derive', 3, 'none', 'excerpt'],
      ['derive', 1, 'none', 'outdated'],
      ['full', 3, 'whole', 'excerpt'],
      ['full', 2, 'whole', 'outdated'],
    ])
    assert.deepEqual(tasks[1].stages, ['attributes'])
    const readers = STAGES.filter(({ name, after = [] }) => name === 'loudness' || after.includes('loudness')).map(({ name }) => name)
    assert.ok(readers.every((name) => tasks[3].stages!.includes(name)) && !tasks[3].stages!.includes('waveform'))
  })

  it('leaves out of the full tier what the quick tier heard whole after all', () => {
    const queue = new Queue(dueOf([{ seconds: 200 }, { seconds: 300 }]), { quick: true, full: true })
    queue.settle(queue.take()!)
    assert.equal(queue.waiting('full'), 1)
    assert.deepEqual(queue.next(9).map(shapeOf), [
      ['quick', 1, 'excerpt', 'new'],
      ['full', 1, 'whole', 'excerpt'],
    ])
    assert.equal(all(queue).length, 2)
    assert.deepEqual([...queue.workLeft().get('full')!.values()], [0])
  })

  it('holds 100,000 files in little memory, in order within a second', () => {
    const due = dueOf(Array.from({ length: 100_000 }, (_, i) => ({ seconds: 100 + (i % 300) })))
    const before = performance.now()
    const queue = new Queue(due, { quick: true, full: true })
    assert.ok(performance.now() - before < 2000, `${Math.round(performance.now() - before)} ms`)
    assert.deepEqual([queue.waiting('quick'), queue.waiting('full'), queue.next(5).length], [100_000, 100_000, 5])
    const bytes = [due.fileIds, due.trackIds, due.seconds, due.sizeBytes, due.codec, due.standing].reduce(
      (sum, { byteLength }) => sum + byteLength,
      0,
    )
    assert.ok(bytes < 3e6, `${bytes} bytes`)
  })
})

/** Plays a run on `cores` workers in made-up time; says after each file what was estimated and what it was in truth. */
function play(files: readonly File[], cores: number, tookS: (task: Task) => number) {
  const clock = fixedClock(0)
  const pace = new Pace(clock, { cores, niceness: 0, paused: false })
  const queue = new Queue(dueOf(files), { quick: true, full: true })
  pace.fill(queue)
  const hands: { task: Task; endMs: number }[] = []
  const said: { doneOfTier: Record<Tier, number>; atS: number; etaS: number | null }[] = []
  for (;;) {
    for (let task = hands.length < cores ? queue.take() : null; task; task = hands.length < cores ? queue.take() : null) {
      pace.start(task)
      hands.push({ task, endMs: clock.nowMs() + 1000 * tookS(task) })
    }
    const next = hands.sort((a, b) => a.endMs - b.endMs).shift()
    if (!next) break
    clock.advance(next.endMs - clock.nowMs())
    pace.finish(next.task, true)
    const { tiers } = pace.view(0)
    const doneOfTier = { derive: tiers.derive.done, quick: tiers.quick.done, full: tiers.full.done }
    said.push({ doneOfTier, atS: clock.nowMs() / 1000, etaS: pace.etaS() })
  }
  return { said, totalS: clock.nowMs() / 1000 }
}

describe('how long it will take', () => {
  const random = seededRandom('pace')
  const codecs = ['mp3', 'flac', 'aac'] as const
  const files = Array.from({ length: 400 }, () => ({
    seconds: 90 + 400 * random.next() ** 2,
    codec: codecs[Math.floor(3 * random.next())],
  }))
  // Codecs differ threefold, files by a third, and an excerpt costs more for each second than a whole.
  const slowness = { mp3: 1, flac: 0.7, aac: 2 }
  const took = (task: Task) => {
    const heardS = task.extent === 'excerpt' ? 40 : task.seconds
    return ((heardS / 100) * slowness[task.codec as 'mp3'] + 0.04) * (0.85 + 0.3 * random.next())
  }

  it('is within a fifth of the truth after the first files, and again after the first of the full tier', () => {
    const { said, totalS } = play(files, 2, took)
    let judged = 0
    for (const { doneOfTier, atS, etaS } of said) {
      const leftS = totalS - atS
      if (doneOfTier.quick < 30 || (doneOfTier.full > 0 && doneOfTier.full < 10) || leftS < 0.05 * totalS) continue
      judged++
      assert.ok(etaS !== null && Math.abs(etaS / leftS - 1) < 0.2, `after ${JSON.stringify(doneOfTier)}: said ${etaS}, was ${leftS}`)
    }
    assert.ok(judged > 700)
    assert.equal(said.at(-1)?.etaS, 0)
  })

  it('goes by the work, not by the number of files', () => {
    const { said, totalS } = play([...Array.from({ length: 20 }, () => ({ seconds: 80 })), { seconds: 80_000 }].toReversed(), 1, (task) =>
      task.extent === 'excerpt' ? 0.4 : task.seconds / 100,
    )
    const { atS, etaS } = said[24]
    assert.ok(etaS! > 0.8 * (totalS - atS) && etaS! < 1.2 * (totalS - atS), `said ${etaS}, was ${totalS - atS}`)
  })

  it('says nothing before anything was measured', () => {
    const pace = new Pace(fixedClock(0), defaultBudget(2))
    assert.equal(pace.etaS(), 0)
    pace.fill(new Queue(dueOf(files), { quick: true, full: true }))
    assert.equal(pace.etaS(), null)
    assert.deepEqual(pace.progress('quick'), { tier: 'quick', done: 0, total: 400, etaS: null })
  })
})

describe('the budget', () => {
  it('is what this machine can keep', () => {
    assert.deepEqual(withinReach({ cores: 64, niceness: 40, paused: true }, 8), { cores: 8, niceness: 19, paused: true })
    assert.deepEqual(withinReach({ cores: 0, niceness: -5, paused: false }, 8), { cores: 1, niceness: 0, paused: false })
  })
})
