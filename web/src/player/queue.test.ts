import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrackCard } from '../../../src/server/contract.ts'
import { entriesOf, reranked, without } from './queue.ts'

const track = (id: number, playable = true): TrackCard => ({
  id,
  title: `Track ${id}`,
  artist: 'Someone',
  artistId: 1,
  album: null,
  albumId: null,
  durationMs: 1000,
  year: null,
  genres: [],
  playable,
  synthetic: false,
  feedback: null,
})
const ids = (queue: readonly { track: TrackCard }[]) => queue.map((entry) => entry.track.id)

test('only what can be played is queued', () => {
  assert.deepEqual(ids(entriesOf([track(1), track(2, false), track(3)], 'picked')), [1, 3])
})

test('what was recommended follows the list; what was picked and played stays', () => {
  const queue = [
    ...entriesOf([track(1)], 'recommended'),
    ...entriesOf([track(2)], 'picked'),
    ...entriesOf([track(3), track(4)], 'recommended'),
  ]
  const better = reranked(queue, 0, [track(4), track(1), track(2), track(5, false), track(6)])
  assert.deepEqual(ids(better), [1, 2, 4, 6])
  assert.equal(better[0], queue[0])
  assert.equal(better[2].key, queue[3].key)
})

test('a queue the person made is left as it is', () => {
  const queue = entriesOf([track(1), track(2)], 'picked')
  assert.equal(reranked(queue, 0, [track(9)]), queue)
})

test('taking one out keeps the place of the current one', () => {
  const queue = entriesOf([track(1), track(2), track(3)], 'picked')
  assert.deepEqual(
    [without(queue, 1, queue[0].key)].map((left) => [ids(left.queue), left.index]),
    [[[2, 3], 0]],
  )
  assert.deepEqual(ids(without(queue, 1, queue[2].key).queue), [1, 2])
  assert.deepEqual(ids(without(queue, 1, queue[1].key).queue), [1, 2, 3])
})
