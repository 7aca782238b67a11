// Where a spectrum peaks.

/**
 * Writes the bins from `first` to `end` (exclusive) whose value is above `share` of the greatest of all `count` values (a multiple of 4, the
 * rest being zeros), above the bin before and not below the bin after; returns how many there are.
 */
export function peaks(values: usize, count: i32, first: i32, end: i32, share: f32, bins: usize): i32 {
  let top = f32x4.splat(0)
  const until = values + ((<usize>count) << 2)
  for (let at = values; at < until; at += 16) top = f32x4.pmax(top, v128.load(at))
  const greatest = max<f32>(
    max<f32>(f32x4.extract_lane(top, 0), f32x4.extract_lane(top, 1)),
    max<f32>(f32x4.extract_lane(top, 2), f32x4.extract_lane(top, 3)),
  )
  const floor = f32x4.splat(share * greatest)
  let found = 0
  for (let bin = first; bin < end; bin += 4) {
    const at = values + ((<usize>bin) << 2)
    const here = v128.load(at)
    const high = v128.and(f32x4.gt(here, v128.load(at - 4)), f32x4.ge(here, v128.load(at + 4)))
    let mask = i32x4.bitmask(v128.and(high, f32x4.gt(here, floor)))
    while (mask != 0) {
      const peak = bin + ctz<i32>(mask)
      if (peak < end) {
        store<i32>(bins + ((<usize>found) << 2), peak)
        found++
      }
      mask &= mask - 1
    }
  }
  return found
}
