// The analysis store on SQLite, held to the contract of its room, and the budget.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fixedClock } from '#kernel'
import type { AudioFile, AudioFileId, TrackId } from '#library'
import { analysisStoreContract } from '../../analysis/store.contract.ts'
import { sqliteAnalyses } from './analysis.ts'
import { Database } from './database.ts'
import { sqliteLibrary } from './library.ts'
import { sqliteBudget } from './settings.ts'

analysisStoreContract(async () => {
  const database = new Database(':memory:')
  const { tracks, audioFiles } = sqliteLibrary(database, fixedClock(0))
  const addCopy = async (trackId: TrackId, contentHash: string) => {
    await audioFiles.put([fileOf(trackId, contentHash)])
  }
  return {
    store: sqliteAnalyses(database),
    addCopy,
    async addFile(contentHash) {
      const [trackId] = await tracks.identify([{ title: `Track ${contentHash}`, artistNames: ['Someone'] }], 'file')
      await addCopy(trackId, contentHash)
      return trackId
    },
    async remove(contentHash) {
      const file = await audioFiles.findByContent(contentHash)
      await audioFiles.markMissing([file!.id], 1)
    },
    contentOf: async (fileId) => (await audioFiles.sameContent(fileId as AudioFileId))[0].contentHash,
  }
})

const fileOf = (trackId: TrackId, contentHash: string): Omit<AudioFile, 'id'> => ({
  trackId,
  path: `/music/${contentHash}.flac`,
  sizeBytes: 1000,
  mtimeMs: 1,
  contentHash,
  codec: 'flac',
  sampleRateHz: 44_100,
  channels: 2,
  bitrateBps: null,
  durationMs: 1000,
  replayGainTrackDb: null,
  replayGainAlbumDb: null,
  missingSinceMs: null,
})

it('the budget is kept as it was set', async () => {
  const budget = sqliteBudget(new Database(':memory:'))
  assert.equal(await budget.load(), null)
  await budget.save({ cores: 3, niceness: 10, paused: false })
  await budget.save({ cores: 2, niceness: 0, paused: true })
  assert.deepEqual(await budget.load(), { cores: 2, niceness: 0, paused: true })
})
