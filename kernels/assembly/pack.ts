// Numbers in half the room: the upper half of a float that is not negative has 8 bits of mantissa.

/** `count` floats (a multiple of 8, none negative) as 16-bit numbers, rounded. */
export function pack(values: usize, packed: usize, count: i32): void {
  const half = i32x4.splat(1 << 14)
  const end = values + ((<usize>count) << 2)
  while (values < end) {
    const a = i32x4.shr_u(i32x4.add(v128.load(values), half), 15)
    const b = i32x4.shr_u(i32x4.add(v128.load(values, 16), half), 15)
    v128.store(packed, i16x8.narrow_i32x4_u(a, b))
    values += 32
    packed += 16
  }
}

/** The floats of `count` packed numbers (a multiple of 8). */
export function unpack(packed: usize, values: usize, count: i32): void {
  const end = values + ((<usize>count) << 2)
  while (values < end) {
    const both = v128.load(packed)
    v128.store(values, i32x4.shl(i32x4.extend_low_i16x8_u(both), 15))
    v128.store(values, i32x4.shl(i32x4.extend_high_i16x8_u(both), 15), 16)
    values += 32
    packed += 16
  }
}
