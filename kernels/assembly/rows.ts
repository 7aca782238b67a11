// Sums of products: the heart of the resampler, of the chroma filter, of the cepstrum and of the constant-Q transform.

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

/**
 * A matrix times `count` vectors: output[n x outputStride + row] = row . values from n x hop on. Rows are 4 x `fours` long and lie four
 * together, four numbers of each in turn; there are 4 x `quads` of them.
 */
export function products(
  values: usize,
  hop: i32,
  count: i32,
  matrix: usize,
  quads: i32,
  fours: i32,
  output: usize,
  outputStride: i32,
): void {
  const hopBytes = (<usize>hop) << 2
  const rowBytes = (<usize>outputStride) << 2
  let n = 0
  for (; n + 2 <= count; n += 2) {
    productsOfTwo(values, values + hopBytes, matrix, quads, fours, output, output + rowBytes)
    values += 2 * hopBytes
    output += 2 * rowBytes
  }
  if (n < count) productsOfTwo(values, values, matrix, quads, fours, output, output)
}

/** Two vectors at once, so that the matrix is read once for both. */
function productsOfTwo(x: usize, y: usize, matrix: usize, quads: i32, fours: i32, outX: usize, outY: usize): void {
  for (let quad = 0; quad < quads; quad++) {
    let xa = f32x4.splat(0)
    let xb = f32x4.splat(0)
    let xc = f32x4.splat(0)
    let xd = f32x4.splat(0)
    let ya = f32x4.splat(0)
    let yb = f32x4.splat(0)
    let yc = f32x4.splat(0)
    let yd = f32x4.splat(0)
    const end = x + ((<usize>fours) << 4)
    let v = y
    for (let u = x; u < end; u += 16) {
      const p = v128.load(u)
      const q = v128.load(v)
      const a = v128.load(matrix)
      const b = v128.load(matrix, 16)
      const c = v128.load(matrix, 32)
      const d = v128.load(matrix, 48)
      xa = f32x4.add(xa, f32x4.mul(p, a))
      xb = f32x4.add(xb, f32x4.mul(p, b))
      xc = f32x4.add(xc, f32x4.mul(p, c))
      xd = f32x4.add(xd, f32x4.mul(p, d))
      ya = f32x4.add(ya, f32x4.mul(q, a))
      yb = f32x4.add(yb, f32x4.mul(q, b))
      yc = f32x4.add(yc, f32x4.mul(q, c))
      yd = f32x4.add(yd, f32x4.mul(q, d))
      v += 16
      matrix += 64
    }
    v128.store(outX, totals(xa, xb, xc, xd))
    v128.store(outY, totals(ya, yb, yc, yd))
    outX += 16
    outY += 16
  }
}

/** The sums of four vectors' lanes. */
function totals(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7))
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7))
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7))
}

/** Magnitudes of `rows` rows of `width` complex numbers (a multiple of 4), times `scale`, in rows of `stride` numbers. */
export function magnitudes(complex: usize, rows: i32, width: i32, scale: f32, output: usize, stride: i32): void {
  const factor = f32x4.splat(scale)
  const bytes = (<usize>width) << 2
  for (let row = 0; row < rows; row++) {
    for (let at = output; at < output + bytes; at += 16) {
      const a = v128.load(complex)
      const b = v128.load(complex, 16)
      const re = v128.shuffle<f32>(a, b, 0, 2, 4, 6)
      const im = v128.shuffle<f32>(a, b, 1, 3, 5, 7)
      v128.store(at, f32x4.mul(factor, f32x4.sqrt(f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im)))))
      complex += 32
    }
    output += (<usize>stride) << 2
  }
}
