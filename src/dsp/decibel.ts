// Power and decibel.

const DB_PER_NEPER = 10 / Math.LN10
/** Powers below this count as this: -100 dB. */
export const POWER_FLOOR = 1e-10

/** 10 log10 of a power, not below -100 dB. */
export const powerToDb = (power: number): number => DB_PER_NEPER * Math.log(power > POWER_FLOOR ? power : POWER_FLOOR)
