// How much of the machine listening may take.

export interface Budget {
  /** Files heard at once, from 1. */
  readonly cores: number
  /** 0 like everything else, up to 19: others go first. Where the system can lower single threads (Linux). */
  readonly niceness: number
  readonly paused: boolean
}

/** Where the budget is kept between runs. */
export interface BudgetStore {
  load(): Promise<Budget | null>
  save(budget: Budget): Promise<void>
}

const NICENESS_MAX = 19
/** Playing music and answering the page go first. */
const NICENESS_DEFAULT = 10

/** All cores, behind everything else. */
export const defaultBudget = (coresMax: number): Budget => ({ cores: coresMax, niceness: NICENESS_DEFAULT, paused: false })

/** A budget that this machine can keep: what is stored may come from another one. */
export const withinReach = (budget: Budget, coresMax: number): Budget => ({
  ...budget,
  cores: Math.max(1, Math.min(coresMax, Math.floor(budget.cores))),
  niceness: Math.max(0, Math.min(NICENESS_MAX, Math.floor(budget.niceness))),
})
