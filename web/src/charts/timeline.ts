// What lies along the time of a track, as places in a picture that shows a share of it.

/** The share of a track in view, 0 to 1. */
export type View = readonly [from: number, to: number]

/** Left edge and width in % of the view; null where it is out of sight. */
export function placeOf(fromS: number, toS: number, durationS: number, [from, to]: View): { left: number; width: number } | null {
  if (durationS <= 0) return null
  const at = (seconds: number) => ((Math.min(durationS, Math.max(0, seconds)) / durationS - from) / (to - from)) * 100
  const [left, right] = [Math.max(0, at(fromS)), Math.min(100, at(toS))]
  return right < left || left > 100 || right < 0 ? null : { left, width: right - left }
}

/** An SVG path over a box of 100 by 100 through values 0 to 1 at shares 0 to 1 of the track, 1 on top. */
export function linePath(points: readonly (readonly [share: number, value: number])[], [from, to]: View): string {
  return points
    .map(
      ([share, value], at) =>
        `${at === 0 ? 'M' : 'L'}${(((share - from) / (to - from)) * 100).toFixed(2)} ${((1 - value) * 100).toFixed(1)}`,
    )
    .join('')
}

/** How high a level 0 to 1 (48 dB below the loudest second, to it) is drawn, 0 to 1: the upper half, where music moves, gets three quarters. */
export const drawnHeight = (level: number): number => (level < 0.5 ? level / 2 : 0.25 + (level - 0.5) * 1.5)

/** Levels of equal slots as points for `linePath`, each in the middle of its slot. */
export const slotPoints = (levels: readonly number[]): [share: number, value: number][] =>
  levels.map((level, slot) => [(slot + 0.5) / levels.length, drawnHeight(level / 255)])

/** Tempi as points for `linePath`, with the band they move in: at least a tenth of the tempo, so that small drifts look small. */
export function tempoPoints(
  curve: { readonly atS: readonly number[]; readonly bpm: readonly number[] },
  durationS: number,
): { readonly points: readonly [share: number, value: number][]; readonly lowBpm: number; readonly highBpm: number } {
  const [lowBpm, highBpm] = [Math.min(...curve.bpm), Math.max(...curve.bpm)]
  const middle = (lowBpm + highBpm) / 2
  const span = Math.max(highBpm - lowBpm, middle / 10) * 1.2
  const points = curve.bpm.map((bpm, at): [number, number] => [curve.atS[at] / durationS, 0.5 + (bpm - middle) / span])
  return { points, lowBpm, highBpm }
}

const TINTS = 8

/** Which tint a section has: those with the same label the same one, intro, body and outro their own. */
export function tintOf(label: string): string {
  if (label === 'intro' || label === 'outro') return 'edge'
  const letter = label.length === 1 ? label.toUpperCase().charCodeAt(0) - 65 : 0
  return `${(letter < 0 ? 0 : letter) % TINTS}`
}
