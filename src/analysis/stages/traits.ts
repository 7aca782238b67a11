// Named ingredients of the attributes: what twelve seconds at a time are like, averaged over the recording.

import { BLOCK_FRAMES, type BlockTraits, findLead, type Lead, SoundBlock, soundFrames, tonalShare } from '#dsp'
import { BIN_HZ, FRAME_RATE_HZ, type HeardFrame, MEL_BANDS } from '../hearing.ts'
import type { Stage } from '../stage.ts'

/** A block whose loudest level is this far below the loudest of the recording does not count. */
const QUIET_DB = 30
/** Nothing louder than this is silence, in dB of the mel bands. */
const SILENCE_DB = -90
/** The rest at the end counts as a block where it has this share of one, or where there is no other. */
const REST_SHARE_MIN = 0.5
/** The share of narrow peaks changes slowly: every fourth frame is measured. */
const TONAL_EVERY = 4

export const traits: Stage = {
  name: 'traits',
  version: '2',
  listen(hearing) {
    const blocks = new TraitBlocks()
    hearing.onFrame((frame) => blocks.hear(frame))
    return () => ({ traits: blocks.finish() })
  },
}

class TraitBlocks {
  private readonly block = new SoundBlock(FRAME_RATE_HZ)
  private readonly frames = soundFrames()
  private readonly lead: Lead = { hz: 0, share: 0 }
  /** Of each block its loudest level and its traits. */
  private readonly heard: { readonly topDb: number; readonly traits: BlockTraits }[] = []
  private topDb = -Infinity

  hear({ spectrum, melDb, shape }: HeardFrame): void {
    const { frames, lead } = this
    const t = frames.count++
    frames.levelsDb.set(melDb, t * MEL_BANDS)
    for (let band = 0; band < MEL_BANDS; band++) if (melDb[band] > this.topDb) this.topDb = melDb[band]
    findLead(spectrum.power, BIN_HZ, lead)
    frames.leadHz[t] = lead.hz
    frames.leadShare[t] = lead.share
    frames.tonalShare[t] = t % TONAL_EVERY === 0 ? tonalShare(spectrum.power, BIN_HZ) : frames.tonalShare[t - 1]
    frames.centroidHz[t] = shape.centroidHz
    if (frames.count === BLOCK_FRAMES) this.close()
  }

  /** Means over the blocks that are not much softer than the loudest; empty for silence. */
  finish(): Record<string, number> {
    if (this.frames.count >= REST_SHARE_MIN * BLOCK_FRAMES || (this.frames.count > 0 && this.heard.length === 0)) this.close()
    const loudest = this.heard.reduce((top, { topDb }) => Math.max(top, topDb), -Infinity)
    if (!(loudest > SILENCE_DB)) return {}
    const counted = this.heard.filter(({ topDb }) => topDb > loudest - QUIET_DB).map((heard) => heard.traits)
    const names = Object.keys(counted[0]) as (keyof BlockTraits)[]
    return Object.fromEntries(names.map((name) => [name, counted.reduce((sum, each) => sum + each[name], 0) / counted.length]))
  }

  private close(): void {
    this.heard.push({ topDb: this.topDb, traits: this.block.measure(this.frames) })
    this.frames.count = 0
    this.topDb = -Infinity
  }
}
