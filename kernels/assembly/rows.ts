// Rows of dot products: the heart of the resampler, of the chroma filter and of the constant-Q transform.

/**
 * output[n] = row(n) . samples(n) for `count` outputs. Each output uses one row of `rowLength` taps (a multiple of 8), then moves on by
 * `whole` samples and `rest` rows, modulo `up` rows.
 */
export function dotRows(
  samples: usize,
  taps: usize,
  output: usize,
  count: i32,
  rowLength: i32,
  start: i32,
  phase: i32,
  up: i32,
  whole: i32,
  rest: i32,
): void {
  const rowBytes: usize = (<usize>rowLength) << 2
  for (let n = 0; n < count; n++) {
    let s = samples + ((<usize>start) << 2)
    let t = taps + <usize>phase * rowBytes
    const end = t + rowBytes
    let a = f32x4.splat(0)
    let b = f32x4.splat(0)
    while (t < end) {
      a = f32x4.add(a, f32x4.mul(v128.load(s), v128.load(t)))
      b = f32x4.add(b, f32x4.mul(v128.load(s, 16), v128.load(t, 16)))
      s += 32
      t += 32
    }
    store<f32>(output, total(f32x4.add(a, b)))
    output += 4
    start += whole
    phase += rest
    if (phase >= up) {
      phase -= up
      start++
    }
  }
}

/** The sum of four lanes. */
export function total(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
}
