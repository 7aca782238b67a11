// A process that hears one mutated file after the other and says what came of each: it may die of one, which its parent sees.

import { analyseFile, analysisDocument } from '../../src/analysis/index.ts'
import { messageOf } from '../../src/kernel/index.ts'
import type { Asked, Outcome } from './fuzz.ts'

process.on('message', async ({ path, excerptOfS }: Asked) => {
  const startedMs = performance.now()
  const outcome = await hear({ path, excerptOfS })
  const memoryMib = process.resourceUsage().maxRSS / 1024
  process.send?.({ path, outcome, ms: performance.now() - startedMs, memoryMib } satisfies Outcome)
})

async function hear({ path, excerptOfS }: Asked): Promise<string> {
  try {
    const outcome = await analyseFile(excerptOfS === undefined ? path : { path, excerptOfS })
    if (!outcome.ok) {
      const isClear = /^[A-Z][A-Z_]+$/.test(outcome.code) && outcome.message.includes(path)
      return isClear ? outcome.code : `wrong: an unclear error: ${outcome.code} ${outcome.message}`
    }
    const odd = notFinite(analysisDocument(path, outcome.analysis), 'analysis')
    return odd ? `wrong: ${odd}` : 'ok'
  } catch (error) {
    return `wrong: it threw ${messageOf(error)}`
  }
}

/** The first number that is none, with its place; null where all are finite. */
function notFinite(value: unknown, place: string): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${place} is ${value}`
  if (value === null || typeof value !== 'object') return null
  for (const [key, inner] of Object.entries(value)) {
    const odd = notFinite(inner, `${place}.${key}`)
    if (odd) return odd
  }
  return null
}
