// Fast building blocks of the instruments: a sine table, the polyBLEP step correction, white noise.

const SIZE = 4096
const SINE = new Float32Array(SIZE + 1)
for (let i = 0; i <= SIZE; i++) SINE[i] = Math.sin((2 * Math.PI * i) / SIZE)

/** Sine of a phase in turns (any value >= 0), by table and straight lines between its points. */
export function sine(turns: number): number {
  const position = (turns - Math.floor(turns)) * SIZE
  const index = position | 0
  return SINE[index] + (SINE[index + 1] - SINE[index]) * (position - index)
}

/** What to take from a falling step at phase 0 so that it does not alias (Valimaki and Huovilainen 2007). `phase` in [0, 1), `step` per sample. */
export function blep(phase: number, step: number): number {
  if (phase < step) {
    const t = phase / step
    return t + t - t * t - 1
  }
  if (phase > 1 - step) {
    const t = (phase - 1) / step
    return t * t + t + t + 1
  }
  return 0
}

/** A table of white noise, -1 to 1, long enough that its repeat is not heard; read it from a random place. */
export const NOISE_SIZE = 1 << 17
export const NOISE = new Float32Array(NOISE_SIZE)
let state = 0x1234567
for (let i = 0; i < NOISE_SIZE; i++) {
  state = (Math.imul(state, 1664525) + 1013904223) | 0
  NOISE[i] = state / 2147483648
}

/** Gains of left and right at constant power; pan -1 to 1. */
export function panned(pan: number): { left: number; right: number } {
  const angle = ((Math.max(-1, Math.min(1, pan)) + 1) * Math.PI) / 4
  return { left: Math.cos(angle) * Math.SQRT2, right: Math.sin(angle) * Math.SQRT2 }
}
