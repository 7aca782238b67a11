// Waiting for something that shows sooner or later.

import assert from 'node:assert/strict'

/** Waits until `holds` gives something that is true, and returns it; fails with `what` where that takes more than 10 s. */
export async function until<Value>(what: string, holds: () => Promise<Value>): Promise<Value> {
  const deadline = performance.now() + 10_000
  for (;;) {
    const value = await holds()
    if (value) return value
    if (performance.now() > deadline) assert.fail(`not within 10 s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
}
