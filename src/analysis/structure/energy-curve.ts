// How the level moves over a recording, as bytes to draw.

const SLOTS_MAX = 300
/** 0 stands for this far below the loudest second, and less. */
const RANGE_DB = 48

/** 0 to 255 on a scale of dB. */
export const levelByte = (levelDb: number, topDb: number): number =>
  Math.round(255 * Math.min(1, Math.max(0, 1 + (levelDb - topDb) / RANGE_DB)))

/** Up to 300 slots of equal length over the file. */
export function energyCurve(powers: Float64Array, topDb: number): Uint8Array {
  const count = Math.min(SLOTS_MAX, powers.length)
  return Uint8Array.from({ length: count }, (_, slot) => {
    const from = Math.floor((slot * powers.length) / count)
    const to = Math.floor(((slot + 1) * powers.length) / count)
    let sum = 0
    for (let t = from; t < to; t++) sum += powers[t]
    return levelByte(10 * Math.log10(sum / (to - from) + 1e-30), topDb)
  })
}
