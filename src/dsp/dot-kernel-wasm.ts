// The one hot loop worth machine code: rows of dot products, four lanes at a time. WebAssembly written down instruction by instruction,
// so that no build step or binary is needed; dot-kernel.ts holds its TypeScript twin.

/** Parameters and locals of the function by number. */
const [SAMPLES, TAPS, OUT, COUNT, START, PHASE, UP, STEP_WHOLE, STEP_REST, ROW_BYTES, S, T, END, A, B] = Array.from(
  { length: 15 },
  (_, i) => i,
)

const I32 = 0x7f
const V128 = 0x7b
const VOID = 0x40

const get = (local: number) => [0x20, local]
const set = (local: number) => [0x21, local]
const i32 = (value: number) => [0x41, ...signedLeb(value)]
const ADD = [0x6a]
const SUB = [0x6b]
const MUL = [0x6c]
const SHL = [0x74]
const LESS = [0x49]
const GREATER_EQUAL = [0x4f]
const IS_ZERO = [0x45]
const VECTOR_LOAD = (offset: number) => [0xfd, 0x00, 4, offset]
const VECTOR_ZERO = [0xfd, 0x0c, ...new Array<number>(16).fill(0)]
const VECTOR_ADD = [0xfd, 0xe4, 0x01]
const VECTOR_MUL = [0xfd, 0xe6, 0x01]
const lane = (index: number) => [0xfd, 0x1f, index]
const FLOAT_ADD = [0x92]
const FLOAT_STORE = [0x38, 2, 0]
const block = (...body: number[][]) => [0x02, VOID, ...body.flat(), 0x0b]
const loop = (...body: number[][]) => [0x03, VOID, ...body.flat(), 0x0b]
const when = (...body: number[][]) => [0x04, VOID, ...body.flat(), 0x0b]
const again = (depth: number) => [0x0c, depth]
const leaveIf = (depth: number) => [0x0d, depth]
const increase = (local: number, ...by: number[][]) => [...get(local), ...by.flat(), ...ADD, ...set(local)]

/** sum += samples[offset ..] * taps[offset ..] for four lanes. */
const multiplyAdd = (sum: number, offset: number) => [
  ...get(sum),
  ...get(S),
  ...VECTOR_LOAD(offset),
  ...get(T),
  ...VECTOR_LOAD(offset),
  ...VECTOR_MUL,
  ...VECTOR_ADD,
  ...set(sum),
]

const body = [
  ...block(
    loop(
      [...get(COUNT), ...IS_ZERO, ...leaveIf(1)],
      [...get(SAMPLES), ...get(START), ...i32(2), ...SHL, ...ADD, ...set(S)],
      [...get(TAPS), ...get(PHASE), ...get(ROW_BYTES), ...MUL, ...ADD, ...set(T)],
      [...get(T), ...get(ROW_BYTES), ...ADD, ...set(END)],
      [...VECTOR_ZERO, ...set(A), ...VECTOR_ZERO, ...set(B)],
      loop(multiplyAdd(A, 0), multiplyAdd(B, 16), increase(S, i32(32)), increase(T, i32(32)), [
        ...get(T),
        ...get(END),
        ...LESS,
        ...leaveIf(0),
      ]),
      [...get(A), ...get(B), ...VECTOR_ADD, ...set(A)],
      [
        ...get(OUT),
        ...get(A),
        ...lane(0),
        ...get(A),
        ...lane(1),
        ...FLOAT_ADD,
        ...get(A),
        ...lane(2),
        ...FLOAT_ADD,
        ...get(A),
        ...lane(3),
        ...FLOAT_ADD,
      ],
      FLOAT_STORE,
      increase(OUT, i32(4)),
      increase(START, get(STEP_WHOLE)),
      increase(PHASE, get(STEP_REST)),
      [...get(PHASE), ...get(UP), ...GREATER_EQUAL],
      when([...get(PHASE), ...get(UP), ...SUB, ...set(PHASE)], increase(START, i32(1))),
      [...get(COUNT), ...i32(1), ...SUB, ...set(COUNT)],
      again(0),
    ),
  ),
  0x0b,
]

/** The module: imports a memory as "m" "m" and exports the function as "run". */
export const DOT_KERNEL_WASM: Uint8Array<ArrayBuffer> = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 10, ...new Array<number>(10).fill(I32), 0]),
  ...section(2, [1, ...name('m'), ...name('m'), 2, 0, 1]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...name('run'), 0, 0]),
  ...section(10, [1, ...sized([2, 3, I32, 2, V128, ...body])]),
])

function section(id: number, content: number[]): number[] {
  return [id, ...sized(content)]
}

function sized(content: number[]): number[] {
  return [...unsignedLeb(content.length), ...content]
}

function name(text: string): number[] {
  return sized([...text].map((letter) => letter.charCodeAt(0)))
}

function unsignedLeb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsignedLeb(value >>> 7)]
}

function signedLeb(value: number): number[] {
  return value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signedLeb(value >> 7)]
}
