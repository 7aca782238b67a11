// What the whole page looks at, as it stands in the address, and as every question of the page sends it.

import { createContext, useContext } from 'react'
import type { InsightCatalogue } from '../../../../src/server/contract.ts'
import type { InsightScope } from '../../api/insights.ts'
import type { Period } from './period.ts'

export interface Looking {
  readonly scope: InsightScope
  readonly period: Period
  readonly catalogue: InsightCatalogue
}

export const LookingContext = createContext<Looking | null>(null)

/** What the page looks at; only inside of it. */
export function useLooking(): Looking {
  const looking = useContext(LookingContext)
  if (!looking) throw new Error('A chart stands outside of the insights page.')
  return looking
}
