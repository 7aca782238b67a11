// How far a batch is and how long it will still take, judged by the work that is done rather than by the number of items.

export class Progress {
  private readonly costs: readonly number[]
  private readonly costTotal: number
  private costDone = 0
  private done = 0
  private elapsedMs = 0

  /** `costs`: about how much work each item is, in any unit. */
  constructor(costs: readonly number[]) {
    this.costs = costs
    this.costTotal = costs.reduce((sum, cost) => sum + cost, 0)
  }

  /** Item `index` was finished `elapsedMs` after the start. */
  finish(index: number, elapsedMs: number): void {
    this.done++
    this.costDone += this.costs[index]
    this.elapsedMs = elapsedMs
  }

  /** `etaS` is null until there is something to judge by. */
  state(): { done: number; total: number; etaS: number | null } {
    const rest = this.costTotal - this.costDone
    const etaS = this.done === this.costs.length ? 0 : this.elapsedMs < 500 ? null : (this.elapsedMs / 1000 / this.costDone) * rest
    return { done: this.done, total: this.costs.length, etaS: etaS === null ? null : Math.round(etaS) }
  }
}
