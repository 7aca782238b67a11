// What is worked out from the whole library is kept until the library changes, in whatever process.

import type { Database } from './database.ts'

/** A reader that works its value out again only when the library's revision has moved. */
export function perRevision<Value>(database: Database, compute: () => Value): () => Value {
  let kept: { revision: number; value: Value } | null = null
  return () => {
    const revision = database.counter('library')
    if (kept?.revision !== revision) kept = { revision, value: compute() }
    return kept.value
  }
}
