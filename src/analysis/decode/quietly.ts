// The WASM decoders print each broken frame to the console; the outcome already says what could not be read.

/** Runs `work` (synchronous until it returns) with console.error silent. */
export function quietly<Result>(work: () => Result): Result {
  const print = console.error
  console.error = () => {}
  try {
    return work()
  } finally {
    console.error = print
  }
}
