// The gates of integrated loudness (ITU-R BS.1770-4), and its scale.

/** Blocks at or below this are silence. */
export const ABSOLUTE_GATE_LUFS = -70
/** Of what is left, blocks are left out that have less than this share of the mean power: 10 LU below. */
export const RELATIVE_GATE = 0.1

export const toLufs = (power: number): number => -0.691 + 10 * Math.log10(power)
export const toPower = (lufs: number): number => 10 ** ((lufs + 0.691) / 10)
