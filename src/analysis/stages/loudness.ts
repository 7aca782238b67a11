// How loud it is: EBU R128 on the decoded channels at their own rate.

import { LoudnessMeter } from '#dsp'
import { channelGains } from '../decode/channel-gains.ts'
import type { Stage } from '../stage.ts'

export const loudness: Stage = {
  name: 'loudness',
  version: '3',
  listen(hearing) {
    const meter = new LoudnessMeter()
    hearing.onBlock(({ sampleRateHz, channels }) => {
      meter.setFormat(sampleRateHz, channelGains(hearing.codec, channels.length))
      meter.push(channels)
    })
    return () => ({ loudness: meter.measure(), loudnessBlocks: meter.histogram() })
  },
}
