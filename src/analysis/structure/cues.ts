// Where to enter and to leave a track when mixing.

import type { Section, Structure } from '../analysis.ts'

/** A downbeat this little before the first sound belongs to it. */
const EARLY_S = 0.1

/** `mix-in` the first downbeat of sound, `body` where the intro ends, `mix-out` where the outro begins, `end` the last downbeat. */
export function cuesOf(
  sections: readonly Section[],
  downbeatsS: readonly number[],
  firstSoundS: number,
  lastSoundS: number,
): Structure['cues'] {
  const heard = downbeatsS.filter((atS) => atS >= firstSoundS - EARLY_S && atS <= lastSoundS)
  const intro = sections[0]?.label === 'intro' ? sections[0] : null
  const last = sections[sections.length - 1]
  return [
    { atS: heard[0] ?? firstSoundS, kind: 'mix-in' },
    ...(intro ? [{ atS: intro.toS, kind: 'body' }] : []),
    ...(last?.label === 'outro' ? [{ atS: last.fromS, kind: 'mix-out' }] : []),
    { atS: heard[heard.length - 1] ?? lastSoundS, kind: 'end' },
  ]
}
