// The descriptors of docs/science/descriptors.md: each row of numbers over time summarised by seven statistics.

import { sevenStatistics } from '#dsp'
import { type DescriptorStatistics, STATISTICS, type Statistic } from '../analysis.ts'
import { ConstantQRows } from '../constant-q-rows.ts'
import { SpectralRows } from '../spectral-rows.ts'
import type { Stage } from '../stage.ts'

export const descriptors: Stage = {
  name: 'descriptors',
  version: '2',
  wholeOnly: true,
  listen(hearing) {
    const spectral = new SpectralRows(hearing)
    const constantQ = new ConstantQRows(hearing)
    hearing.onSamples((samples) => constantQ.hearSamples(samples))
    hearing.onFrame((frame) => {
      spectral.hear(frame)
      constantQ.hearFrame(frame)
    })
    return () => {
      const rows = { ...spectral.finish(), ...constantQ.finish() }
      return { descriptors: Object.fromEntries(Object.entries(rows).map(([name, ofName]) => [name, summarise(ofName)])) }
    }
  },
}

function summarise(rows: readonly Float32Array[]): DescriptorStatistics {
  const all = rows.map(sevenStatistics)
  return Object.fromEntries(STATISTICS.map((name) => [name, all.map((row) => row[name])])) as Record<Statistic, number[]>
}
