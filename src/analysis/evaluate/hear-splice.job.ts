// Stretches of several recordings heard as one: where they join, a section must begin.

import type { Analysis } from '../analysis.ts'
import { openFile } from '../decode/byte-source.ts'
import { openAudio } from '../decode/open-audio.ts'
import type { PcmBlock } from '../decode/pcm.ts'
import { listenThrough } from '../listen-through.ts'
import { stagesNamed } from '../stages.ts'

export interface Stretch {
  readonly path: string
  readonly fromS: number
  readonly seconds: number
}

export interface HeardSplice {
  readonly found: Pick<Analysis, 'structure'>
  /** Where the stretches join. */
  readonly jointsS: readonly number[]
}

/** A stretch shorter than this is left out: its recording ended before. */
const STRETCH_MIN_S = 10

export default async function hearSplice(stretches: readonly Stretch[]): Promise<HeardSplice> {
  const jointsS: number[] = []
  let lengthS = 0
  async function* blocks(): AsyncGenerator<PcmBlock> {
    for (const stretch of stretches) {
      const part = await cutOut(stretch)
      const partS = part.reduce((sum, { sampleRateHz, channels }) => sum + channels[0].length / sampleRateHz, 0)
      if (partS < STRETCH_MIN_S) continue
      if (lengthS > 0) jointsS.push(lengthS)
      lengthS += partS
      yield* part
    }
  }
  const found = await listenThrough({ codec: 'pcm', blocks }, { stages: stagesNamed(['loudness', 'rhythm', 'structure']) })
  return { found: { structure: found?.structure ?? null }, jointsS }
}

async function cutOut({ path, fromS, seconds }: Stretch): Promise<PcmBlock[]> {
  const out: PcmBlock[] = []
  const source = await openFile(path)
  try {
    let atS = 0
    for await (const { sampleRateHz, channels } of (await openAudio(source)).blocks()) {
      const start = Math.max(0, Math.round((fromS - atS) * sampleRateHz))
      const end = Math.min(channels[0].length, Math.round((fromS + seconds - atS) * sampleRateHz))
      if (end > start) out.push({ sampleRateHz, channels: channels.map((samples) => samples.slice(start, end)) })
      atS += channels[0].length / sampleRateHz
      if (atS >= fromS + seconds) break
    }
  } finally {
    await source.close()
  }
  return out
}
