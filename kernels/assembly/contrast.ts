// Means of the strongest and of the weakest bins of bands: a partial sort without branches, four columns at a time.

/**
 * For each of `bands` bands (triples of first bin, end bin, how many) the mean of the strongest bins to `peaks` and of the weakest to
 * `valleys`. `scratch` has room for five times the most that are taken.
 */
export function extremes(magnitude: usize, table: usize, bands: i32, peaks: usize, valleys: usize, scratch: usize): void {
  for (let band = 0; band < bands; band++) {
    const from = magnitude + ((<usize>load<i32>(table)) << 2)
    const to = magnitude + ((<usize>load<i32>(table, 4)) << 2)
    const take = load<i32>(table, 8)
    store<f32>(peaks, strongest(from, to, take, scratch, 0))
    store<f32>(valleys, -strongest(from, to, take, scratch, i32.MIN_VALUE))
    peaks += 4
    valleys += 4
    table += 12
  }
}

/** The mean of the `take` greatest numbers, whose sign bits are turned by `flip` first. */
function strongest(from: usize, to: usize, take: i32, scratch: usize, flip: i32): f32 {
  const bytes = (<usize>take) << 2
  const columns = scratch + bytes
  const end = columns + (bytes << 2)
  const signs = i32x4.splat(flip)
  for (let at = scratch; at < end; at += 4) store<f32>(at, -Infinity)
  // Each lane keeps its own greatest numbers in order: every new one sinks past those that are greater.
  let at = from
  for (; at + 16 <= to; at += 16) {
    let value = v128.xor(signs, v128.load(at))
    for (let place = columns; place < end; place += 16) {
      const held = v128.load(place)
      v128.store(place, f32x4.pmax(held, value))
      value = f32x4.pmin(held, value)
    }
  }
  for (; at < to; at += 4) insert(reinterpret<f32>(load<i32>(at) ^ flip), scratch, bytes)
  // Of the four columns, the greatest together; a row that has none left ends it.
  for (let place = columns; place < end; place += 16) {
    let any = false
    for (let lane: usize = 0; lane < 16; lane += 4) if (insert(load<f32>(place + lane), scratch, bytes)) any = true
    if (!any) break
  }
  let sum: f64 = 0
  for (let place = scratch; place < scratch + bytes; place += 4) sum += load<f32>(place)
  return <f32>(sum / take)
}

/** Puts a number among the greatest, in descending order; says whether it is one of them. */
function insert(value: f32, held: usize, bytes: usize): bool {
  let place = held + bytes - 4
  if (!(value > load<f32>(place))) return false
  for (; place > held && load<f32>(place - 4) < value; place -= 4) store<f32>(place, load<f32>(place - 4))
  store<f32>(place, value)
  return true
}
