// Decibels.

/** Powers below this count as this: -100 dB. */
export const POWER_FLOOR = 1e-10
