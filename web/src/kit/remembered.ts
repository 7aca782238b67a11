// A setting that this browser remembers.

import { useState } from 'react'

/** State kept in localStorage under `key`, as JSON; what does not pass `accept` is replaced by `initial`. */
export function useRemembered<Value>(key: string, initial: Value, accept: (value: unknown) => value is Value) {
  const [value, setValue] = useState<Value>(() => {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
      return accept(stored) ? stored : initial
    } catch {
      return initial
    }
  })
  const remember = (next: Value) => {
    setValue(next)
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {}
  }
  return [value, remember] as const
}
