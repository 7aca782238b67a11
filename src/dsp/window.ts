// Window functions.

/** The periodic Hann window (DFT-even), `size` numbers from 0 up to 1. */
export const hannWindow = (size: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size))

/** The Kaiser window's value at `x` in -1..1 for shape `beta`. */
export const kaiser = (x: number, beta: number): number => (Math.abs(x) > 1 ? 0 : besselI0(beta * Math.sqrt(1 - x * x)) / besselI0(beta))

/** The modified Bessel function of the first kind, order zero, by its power series. */
function besselI0(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}
