// Means of the strongest and of the weakest bins of bands: a partial sort that passes over four bins at a time.

/**
 * For each of `bands` bands (triples of first bin, end bin, how many) the mean of the strongest bins to `peaks` and of the weakest to
 * `valleys`. `scratch` has room for the most that are taken.
 */
export function extremes(magnitude: usize, table: usize, bands: i32, peaks: usize, valleys: usize, scratch: usize): void {
  for (let band = 0; band < bands; band++) {
    const from = magnitude + ((<usize>load<i32>(table)) << 2)
    const to = magnitude + ((<usize>load<i32>(table, 4)) << 2)
    const take = load<i32>(table, 8)
    store<f32>(peaks, strongest(from, to, take, scratch))
    store<f32>(valleys, weakest(from, to, take, scratch))
    peaks += 4
    valleys += 4
    table += 12
  }
}

function strongest(from: usize, to: usize, take: i32, held: usize): f32 {
  const last = held + ((<usize>(take - 1)) << 2)
  for (let at = held; at <= last; at += 4) store<f32>(at, -Infinity)
  let at = from
  while (at < to) {
    if (at + 16 <= to && !v128.any_true(f32x4.gt(v128.load(at), v128.load32_splat(last)))) {
      at += 16
      continue
    }
    const end = min<usize>(at + 16, to)
    for (; at < end; at += 4) {
      const value = load<f32>(at)
      if (!(value > load<f32>(last))) continue
      let place = last
      for (; place > held && load<f32>(place - 4) < value; place -= 4) store<f32>(place, load<f32>(place - 4))
      store<f32>(place, value)
    }
  }
  return meanOf(held, last, take)
}

/** From the end, since most spectra fall: so there is less to sort in. */
function weakest(from: usize, to: usize, take: i32, held: usize): f32 {
  const last = held + ((<usize>(take - 1)) << 2)
  for (let at = held; at <= last; at += 4) store<f32>(at, Infinity)
  let at = to
  while (at > from) {
    if (at - 16 >= from && !v128.any_true(f32x4.lt(v128.load(at - 16), v128.load32_splat(last)))) {
      at -= 16
      continue
    }
    const end = from + 16 > at ? from : at - 16
    while (at > end) {
      at -= 4
      const value = load<f32>(at)
      if (!(value < load<f32>(last))) continue
      let place = last
      for (; place > held && load<f32>(place - 4) > value; place -= 4) store<f32>(place, load<f32>(place - 4))
      store<f32>(place, value)
    }
  }
  return meanOf(held, last, take)
}

function meanOf(held: usize, last: usize, take: i32): f32 {
  let sum: f64 = 0
  for (let at = held; at <= last; at += 4) sum += load<f32>(at)
  return <f32>(sum / take)
}
