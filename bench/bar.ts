// How a benchmark tells what it reached: one line for bench/all.ts to gather, readable on its own too.

export interface Bar {
  readonly what: string
  readonly reached: number
  readonly unit: string
  /** As a person reads it: "at least 60". */
  readonly bar: string
  readonly met: boolean
}

/** Reports a figure that must be at least `bar`. */
export function atLeast(bar: number, what: string, reached: number, unit: string): void {
  report({ what, reached: rounded(reached), unit, bar: `at least ${bar}`, met: reached >= bar })
}

/** Reports a figure that must be at most `bar`. */
export function atMost(bar: number, what: string, reached: number, unit: string): void {
  report({ what, reached: rounded(reached), unit, bar: `at most ${bar}`, met: reached <= bar })
}

/** The middle value (the mean of the two middle ones for an even count). */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const rounded = (value: number) => Number(value.toPrecision(3))
const report = (bar: Bar) => console.log(`BAR ${JSON.stringify(bar)}`)
