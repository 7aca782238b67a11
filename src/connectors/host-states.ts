// Each host's switch, limits and peace as they stand: read once, changed at once, written through.

import type { HostName } from './hosts.ts'
import { type Allowance, type EgressStore, FRESH_HOST, type HostState } from './outbound-call.ts'

export interface HostStates {
  allowance(): Allowance
  setAllowance(allowance: Allowance): Promise<void>
  of(name: HostName): HostState
  /** In force when it returns, kept when it resolves. */
  change(name: HostName, change: Partial<HostState>): Promise<void>
}

/** Reads what is kept. */
export async function loadHostStates(store: EgressStore): Promise<HostStates> {
  await store.endUnfinished()
  let allowance = await store.allowance()
  const states = new Map(await store.hosts())
  const of = (name: HostName) => states.get(name) ?? FRESH_HOST
  return {
    allowance: () => allowance,
    setAllowance(next) {
      allowance = next
      return store.saveAllowance(next)
    },
    of,
    change(name, change) {
      const state = { ...of(name), ...change }
      states.set(name, state)
      return store.saveHost(name, state)
    },
  }
}
