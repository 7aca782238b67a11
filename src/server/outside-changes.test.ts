// Another process imports into the same database: the server notices, and its own doings do not alarm it.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { recordPlay } from '#listens'
import { addTrack, NOW_MS, openTestHouse } from '../../test/house.ts'
import { noticeOutsideChanges } from './outside-changes.ts'

it('notices listens that came by other hands, and only those', async () => {
  const house = openTestHouse()
  const { id: trackId } = await addTrack(house, { title: 'Blue', artist: 'Ada', analysed: false })
  const [{ id: listenerId }] = await house.listeners.list()
  const causes: string[] = []
  house.events.subscribe((event) => event.name === 'recommendations.changed' && causes.push(event.data.cause))
  const end = noticeOutsideChanges(house, 10)
  const pause = () => new Promise((resolve) => setTimeout(resolve, 80))
  const play = (playId: string, events = house.events) =>
    recordPlay(
      { ...house, events },
      { listenerId, trackId, startedAtMs: NOW_MS - 5000, msPlayed: 3000, reasonStart: 'clickrow', reasonEnd: 'trackdone', playId },
    )

  await pause()
  await play('of our own player')
  await pause()
  assert.deepEqual(causes, [])
  await play('of another process', { publish() {}, subscribe: () => () => {} })
  await pause()
  end()
  assert.deepEqual(causes, ['changed outside'])
  await house.close()
})
